// The few functions of a C library that compiled Swift calls.

#include <stddef.h>
#include <stdint.h>

void *memset(void *destination, int value, size_t count) {
  unsigned char *bytes = destination;
  for (size_t i = 0; i < count; i++) bytes[i] = (unsigned char)value;
  return destination;
}

void *memcpy(void *restrict destination, const void *restrict source, size_t count) {
  unsigned char *to = destination;
  const unsigned char *from = source;
  for (size_t i = 0; i < count; i++) to[i] = from[i];
  return destination;
}

void *memmove(void *destination, const void *source, size_t count) {
  unsigned char *to = destination;
  const unsigned char *from = source;
  if (to < from) {
    for (size_t i = 0; i < count; i++) to[i] = from[i];
  } else {
    while (count-- > 0) to[count] = from[count];
  }
  return destination;
}

// The heap: blocks of 512 bytes, more than any buffer here needs.
static _Alignas(64) unsigned char blocks[16][512];
static unsigned char is_used[16];

int posix_memalign(void **result, size_t alignment, size_t size) {
  for (int i = 0; i < 16 && alignment <= 64 && size <= 512; i++) {
    if (is_used[i]) continue;
    is_used[i] = 1;
    *result = blocks[i];
    return 0;
  }
  return 12;
}

void free(void *block) {
  for (int i = 0; i < 16; i++)
    if (block == blocks[i]) is_used[i] = 0;
}
