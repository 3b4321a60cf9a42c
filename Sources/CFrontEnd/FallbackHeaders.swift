/// The least of C's standard headers, searched after everything else: bare-metal sources include
/// headers of a C library that the machine may not have.
enum FallbackHeaders {
  /// Names and texts, in the order in which they are handed to clang.
  static let files: [(name: String, text: String)] = [
    (
      "stdint.h",
      """
      #pragma once
      typedef __INT8_TYPE__ int8_t; typedef __UINT8_TYPE__ uint8_t;
      typedef __INT16_TYPE__ int16_t; typedef __UINT16_TYPE__ uint16_t;
      typedef __INT32_TYPE__ int32_t; typedef __UINT32_TYPE__ uint32_t;
      typedef __INT64_TYPE__ int64_t; typedef __UINT64_TYPE__ uint64_t;
      typedef int8_t int_least8_t; typedef uint8_t uint_least8_t;
      typedef int16_t int_least16_t; typedef uint16_t uint_least16_t;
      typedef int32_t int_least32_t; typedef uint32_t uint_least32_t;
      typedef int64_t int_least64_t; typedef uint64_t uint_least64_t;
      typedef int32_t int_fast8_t; typedef uint32_t uint_fast8_t;
      typedef int32_t int_fast16_t; typedef uint32_t uint_fast16_t;
      typedef int32_t int_fast32_t; typedef uint32_t uint_fast32_t;
      typedef int64_t int_fast64_t; typedef uint64_t uint_fast64_t;
      typedef __INTPTR_TYPE__ intptr_t; typedef __UINTPTR_TYPE__ uintptr_t;
      typedef __INTMAX_TYPE__ intmax_t; typedef __UINTMAX_TYPE__ uintmax_t;
      #define UINT8_C(x) x
      #define UINT16_C(x) x
      #define UINT32_C(x) x##U
      #define UINT64_C(x) x##ULL
      #define INT8_C(x) x
      #define INT16_C(x) x
      #define INT32_C(x) x
      #define INT64_C(x) x##LL
      #define INT8_MAX 127
      #define UINT8_MAX 255
      #define INT16_MAX 32767
      #define UINT16_MAX 65535
      #define INT32_MAX 2147483647
      #define INT32_MIN (-INT32_MAX - 1)
      #define UINT32_MAX 4294967295U
      #define INT64_MAX 9223372036854775807LL
      #define UINT64_MAX 18446744073709551615ULL
      #define UINTPTR_MAX __UINTPTR_MAX__
      #define SIZE_MAX __SIZE_MAX__
      """
    ),
    (
      "stddef.h",
      """
      #pragma once
      typedef __SIZE_TYPE__ size_t; typedef __PTRDIFF_TYPE__ ptrdiff_t;
      typedef __WCHAR_TYPE__ wchar_t;
      #define NULL ((void *)0)
      #define offsetof(type, member) __builtin_offsetof(type, member)
      """
    ),
    (
      "stdbool.h",
      """
      #pragma once
      #define bool _Bool
      #define true 1
      #define false 0
      """
    ),
    (
      "stdarg.h",
      """
      #pragma once
      typedef __builtin_va_list va_list;
      #define va_start(list, last) __builtin_va_start(list, last)
      #define va_arg(list, type) __builtin_va_arg(list, type)
      #define va_end(list) __builtin_va_end(list)
      #define va_copy(to, from) __builtin_va_copy(to, from)
      """
    ),
    (
      "stdalign.h",
      """
      #pragma once
      #define alignas _Alignas
      #define alignof _Alignof
      """
    ),
    ("stdnoreturn.h", "#pragma once\n#define noreturn _Noreturn\n"),
    (
      "limits.h",
      """
      #pragma once
      #define CHAR_BIT 8
      #define INT_MAX __INT_MAX__
      #define INT_MIN (-INT_MAX - 1)
      #define UINT_MAX (INT_MAX * 2U + 1U)
      #define LONG_MAX __LONG_MAX__
      #define ULONG_MAX (LONG_MAX * 2UL + 1UL)
      """
    ),
    (
      "inttypes.h",
      """
      #pragma once
      #include <stdint.h>
      #define PRIu8 "u"
      #define PRIu16 "u"
      #define PRIu32 "u"
      #define PRIu64 "llu"
      #define PRId32 "d"
      #define PRId64 "lld"
      #define PRIi32 "i"
      #define PRIx8 "x"
      #define PRIx16 "x"
      #define PRIx32 "x"
      #define PRIX32 "X"
      #define PRIx64 "llx"
      #define PRIxPTR "x"
      """
    ),
    (
      "string.h",
      """
      #pragma once
      #include <stddef.h>
      void *memcpy(void *to, const void *from, size_t size);
      void *memmove(void *to, const void *from, size_t size);
      void *memset(void *to, int byte, size_t size);
      int memcmp(const void *a, const void *b, size_t size);
      void *memchr(const void *in, int byte, size_t size);
      size_t strlen(const char *text);
      size_t strnlen(const char *text, size_t size);
      char *strcpy(char *to, const char *from);
      char *strncpy(char *to, const char *from, size_t size);
      char *strcat(char *to, const char *from);
      char *strncat(char *to, const char *from, size_t size);
      int strcmp(const char *a, const char *b);
      int strncmp(const char *a, const char *b, size_t size);
      char *strchr(const char *text, int byte);
      char *strrchr(const char *text, int byte);
      char *strstr(const char *text, const char *part);
      char *strtok(char *text, const char *separators);
      char *strerror(int error);
      """
    ),
    (
      "stdlib.h",
      """
      #pragma once
      #include <stddef.h>
      void *malloc(size_t size);
      void *calloc(size_t count, size_t size);
      void *realloc(void *memory, size_t size);
      void *aligned_alloc(size_t alignment, size_t size);
      int posix_memalign(void **memory, size_t alignment, size_t size);
      void free(void *memory);
      void abort(void) __attribute__((noreturn));
      void exit(int status) __attribute__((noreturn));
      int atexit(void (*function)(void));
      int abs(int value);
      long labs(long value);
      int atoi(const char *text);
      long strtol(const char *text, char **end, int base);
      unsigned long strtoul(const char *text, char **end, int base);
      int rand(void);
      void srand(unsigned seed);
      void qsort(void *base, size_t count, size_t size, int (*order)(const void *, const void *));
      #define EXIT_SUCCESS 0
      #define EXIT_FAILURE 1
      """
    ),
    (
      "stdio.h",
      """
      #pragma once
      #include <stddef.h>
      #include <stdarg.h>
      typedef struct __FILE FILE;
      extern FILE *stdin, *stdout, *stderr;
      #define EOF (-1)
      int printf(const char *format, ...);
      int fprintf(FILE *file, const char *format, ...);
      int sprintf(char *to, const char *format, ...);
      int snprintf(char *to, size_t size, const char *format, ...);
      int vprintf(const char *format, va_list list);
      int vsnprintf(char *to, size_t size, const char *format, va_list list);
      int puts(const char *text);
      int putchar(int byte);
      int getchar(void);
      int fflush(FILE *file);
      """
    ),
    (
      "assert.h",
      """
      #ifndef assert
      void __assert_failed(void) __attribute__((noreturn));
      #ifdef NDEBUG
      #define assert(condition) ((void)0)
      #else
      #define assert(condition) ((condition) ? (void)0 : __assert_failed())
      #endif
      #define static_assert _Static_assert
      #endif
      """
    ),
    (
      "errno.h",
      """
      #pragma once
      extern int errno;
      #define EPERM 1
      #define EIO 5
      #define EAGAIN 11
      #define ENOMEM 12
      #define EBUSY 16
      #define EINVAL 22
      #define ETIMEDOUT 116
      #define ENOENT 2
      #define EINTR 4
      #define ENXIO 6
      #define EBADF 9
      #define EACCES 13
      #define EFAULT 14
      #define ENODEV 19
      #define ENOSPC 28
      #define EDOM 33
      #define ERANGE 34
      #define ENOSYS 88
      #define ENOBUFS 105
      #define EINPROGRESS 119
      #define EALREADY 120
      #define ENOTSUP 134
      #define ECANCELED 140
      """
    ),
    (
      "math.h",
      """
      #pragma once
      typedef float float_t; typedef double double_t;
      double sqrt(double x); double fabs(double x); double floor(double x); double ceil(double x);
      double sin(double x); double cos(double x); double tan(double x); double atan2(double, double);
      double pow(double x, double y); double exp(double x); double log(double x);
      double log10(double x); double log2(double x); double round(double x); double trunc(double x);
      double fmod(double x, double y); double fmin(double, double); double fmax(double, double);
      float sqrtf(float x); float fabsf(float x); float floorf(float x); float ceilf(float x);
      float sinf(float x); float cosf(float x); float tanf(float x); float atan2f(float, float);
      float powf(float x, float y); float expf(float x); float logf(float x); float roundf(float x);
      float log10f(float x); float log2f(float x); float truncf(float x); float fmodf(float, float);
      float fminf(float, float); float fmaxf(float, float);
      #define M_PI 3.14159265358979323846
      #define NAN __builtin_nanf("")
      #define INFINITY __builtin_inff()
      #define HUGE_VAL __builtin_huge_val()
      #define HUGE_VALF __builtin_huge_valf()
      #define isnan(x) __builtin_isnan(x)
      #define isinf(x) __builtin_isinf(x)
      """
    ),
    (
      "ctype.h",
      """
      #pragma once
      int isalnum(int c); int isalpha(int c); int isdigit(int c); int isxdigit(int c);
      int isspace(int c); int isupper(int c); int islower(int c); int isprint(int c);
      int toupper(int c); int tolower(int c);
      """
    ),
    (
      "time.h",
      """
      #pragma once
      #include <stddef.h>
      typedef long long time_t;
      struct tm { int tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst; };
      struct timespec { time_t tv_sec; long tv_nsec; };
      time_t time(time_t *result);
      time_t mktime(struct tm *value);
      """
    ),
    (
      "sys/types.h",
      """
      #pragma once
      #include <stddef.h>
      #include <stdint.h>
      typedef intptr_t ssize_t; typedef long off_t; typedef int pid_t; typedef unsigned mode_t;
      typedef long suseconds_t;
      """
    ),
    (
      "sys/cdefs.h",
      """
      #pragma once
      #define __BEGIN_DECLS
      #define __END_DECLS
      #define __CONCAT1(x, y) x##y
      #define __CONCAT(x, y) __CONCAT1(x, y)
      #define __STRING(x) #x
      #define __XSTRING(x) __STRING(x)
      #define __always_inline inline __attribute__((always_inline))
      #define __aligned(x) __attribute__((aligned(x)))
      #define __packed __attribute__((packed))
      #define __section(x) __attribute__((section(x)))
      #define __unused __attribute__((unused))
      #define __used __attribute__((used))
      #define __weak_symbol __attribute__((weak))
      #define __printflike(a, b)
      #define __dead2 __attribute__((noreturn))
      #define __pure2 __attribute__((const))
      """
    ),
    (
      "stdatomic.h",
      """
      #pragma once
      typedef enum {
        memory_order_relaxed, memory_order_consume, memory_order_acquire, memory_order_release,
        memory_order_acq_rel, memory_order_seq_cst
      } memory_order;
      #define ATOMIC_VAR_INIT(value) (value)
      #define atomic_init __c11_atomic_init
      #define atomic_thread_fence(order) __c11_atomic_thread_fence(order)
      #define atomic_signal_fence(order) __c11_atomic_signal_fence(order)
      #define atomic_store(object, value) __c11_atomic_store(object, value, __ATOMIC_SEQ_CST)
      #define atomic_store_explicit __c11_atomic_store
      #define atomic_load(object) __c11_atomic_load(object, __ATOMIC_SEQ_CST)
      #define atomic_load_explicit __c11_atomic_load
      #define atomic_exchange(object, value) __c11_atomic_exchange(object, value, __ATOMIC_SEQ_CST)
      #define atomic_exchange_explicit __c11_atomic_exchange
      #define atomic_fetch_add(object, value) __c11_atomic_fetch_add(object, value, __ATOMIC_SEQ_CST)
      #define atomic_fetch_add_explicit __c11_atomic_fetch_add
      #define atomic_fetch_sub(object, value) __c11_atomic_fetch_sub(object, value, __ATOMIC_SEQ_CST)
      #define atomic_fetch_sub_explicit __c11_atomic_fetch_sub
      #define atomic_fetch_or(object, value) __c11_atomic_fetch_or(object, value, __ATOMIC_SEQ_CST)
      #define atomic_fetch_or_explicit __c11_atomic_fetch_or
      #define atomic_fetch_and(object, value) __c11_atomic_fetch_and(object, value, __ATOMIC_SEQ_CST)
      #define atomic_fetch_and_explicit __c11_atomic_fetch_and
      typedef _Atomic(_Bool) atomic_bool; typedef _Atomic(int) atomic_int;
      typedef _Atomic(unsigned) atomic_uint; typedef _Atomic(unsigned char) atomic_uchar;
      typedef _Atomic(__UINTPTR_TYPE__) atomic_uintptr_t; typedef _Atomic(__SIZE_TYPE__) atomic_size_t;
      typedef struct { atomic_bool _Value; } atomic_flag;
      #define ATOMIC_FLAG_INIT { 0 }
      """
    ),
  ]
}
