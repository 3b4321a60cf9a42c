// The part of libclang's stable C interface that the C front end uses.
//
// Written out here, and resolved with dlsym at run time, so that neither building nor starting the
// program needs a libclang. The layouts and numbers are those of clang-c/Index.h, which keeps them
// stable from version to version; what newer versions added is optional.

#ifndef CLIBCLANG_H
#define CLIBCLANG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef void *_Nullable CXIndex;
typedef void *_Nullable CXTranslationUnit;
typedef void *_Nullable CXFile;
typedef void *_Nullable CXDiagnostic;
typedef void *_Nullable CXEvalResult;
typedef void *_Nullable CXPrintingPolicy;

typedef struct {
  const void *_Nullable data;
  unsigned private_flags;
} CXString;

typedef struct {
  const char *Filename;
  const char *_Nullable Contents;
  unsigned long Length;
} CXUnsavedFile;

typedef struct {
  const void *_Nullable ptr_data[2];
  unsigned int_data;
} CXSourceLocation;

typedef struct {
  const void *_Nullable ptr_data[2];
  unsigned begin_int_data;
  unsigned end_int_data;
} CXSourceRange;

typedef struct {
  int kind;
  int xdata;
  const void *_Nullable data[3];
} CXCursor;

typedef struct {
  int kind;
  void *_Nullable data[2];
} CXType;

typedef int (*CXCursorVisitor)(CXCursor cursor, CXCursor parent, void *_Nullable data);
typedef int (*CXFieldVisitor)(CXCursor cursor, void *_Nullable data);
typedef void (*CXInclusionVisitor)(
    CXFile file, CXSourceLocation *_Nullable stack, unsigned depth, void *_Nullable data);

// Result, name without its prefix, parameters.
#define LIBCLANG_REQUIRED(F)                                                                       \
  F(CXIndex, createIndex, (int excludeDeclarationsFromPCH, int displayDiagnostics))                \
  F(void, disposeIndex, (CXIndex index))                                                           \
  F(void, toggleCrashRecovery, (unsigned isEnabled))                                               \
  F(CXString, getClangVersion, (void))                                                             \
  F(const char *_Nullable, getCString, (CXString string))                                          \
  F(void, disposeString, (CXString string))                                                        \
  F(int, parseTranslationUnit2,                                                                    \
    (CXIndex index, const char *_Nullable path, const char *_Nonnull const *_Nullable arguments,   \
     int argumentCount, CXUnsavedFile *_Nullable unsaved, unsigned unsavedCount, unsigned options, \
     CXTranslationUnit *_Nonnull unit))                                                                     \
  F(int, saveTranslationUnit, (CXTranslationUnit unit, const char *path, unsigned options))        \
  F(void, disposeTranslationUnit, (CXTranslationUnit unit))                                        \
  F(CXCursor, getTranslationUnitCursor, (CXTranslationUnit unit))                                  \
  F(unsigned, getNumDiagnostics, (CXTranslationUnit unit))                                         \
  F(CXDiagnostic, getDiagnostic, (CXTranslationUnit unit, unsigned index))                         \
  F(void, disposeDiagnostic, (CXDiagnostic diagnostic))                                            \
  F(int, getDiagnosticSeverity, (CXDiagnostic diagnostic))                                         \
  F(CXString, getDiagnosticSpelling, (CXDiagnostic diagnostic))                                    \
  F(CXSourceLocation, getDiagnosticLocation, (CXDiagnostic diagnostic))                            \
  F(unsigned, visitChildren, (CXCursor parent, CXCursorVisitor visitor, void *_Nullable data))     \
  F(CXString, getCursorSpelling, (CXCursor cursor))                                                \
  F(CXCursor, getCursorReferenced, (CXCursor cursor))                                              \
  F(CXCursor, getCursorDefinition, (CXCursor cursor))                                              \
  F(unsigned, isCursorDefinition, (CXCursor cursor))                                               \
  F(CXCursor, Cursor_getVarDeclInitializer, (CXCursor cursor))                                     \
  F(CXSourceRange, getCursorExtent, (CXCursor cursor))                                             \
  F(CXSourceLocation, getCursorLocation, (CXCursor cursor))                                        \
  F(CXSourceLocation, getRangeStart, (CXSourceRange range))                                        \
  F(CXSourceLocation, getRangeEnd, (CXSourceRange range))                                          \
  F(int, Location_isInSystemHeader, (CXSourceLocation location))                                   \
  F(void, getFileLocation,                                                                         \
    (CXSourceLocation location, CXFile *_Nullable file, unsigned *_Nullable line,                  \
     unsigned *_Nullable column, unsigned *_Nullable offset))                                      \
  F(void, getSpellingLocation,                                                                     \
    (CXSourceLocation location, CXFile *_Nullable file, unsigned *_Nullable line,                  \
     unsigned *_Nullable column, unsigned *_Nullable offset))                                      \
  F(CXString, getFileName, (CXFile file))                                                          \
  F(void, getInclusions,                                                                           \
    (CXTranslationUnit unit, CXInclusionVisitor visitor, void *_Nullable data))                    \
  F(const char *_Nullable, getFileContents,                                                        \
    (CXTranslationUnit unit, CXFile file, size_t *_Nullable size))                                 \
  F(CXType, getCursorType, (CXCursor cursor))                                                      \
  F(CXType, getCanonicalType, (CXType type))                                                       \
  F(CXType, Type_getNamedType, (CXType type))                                                      \
  F(CXType, Type_getModifiedType, (CXType type))                                                   \
  F(CXType, Type_getValueType, (CXType type))                                                      \
  F(CXType, getPointeeType, (CXType type))                                                         \
  F(CXType, getArrayElementType, (CXType type))                                                    \
  F(long long, getArraySize, (CXType type))                                                        \
  F(CXType, getResultType, (CXType type))                                                          \
  F(int, getNumArgTypes, (CXType type))                                                            \
  F(CXType, getArgType, (CXType type, unsigned index))                                             \
  F(unsigned, isFunctionTypeVariadic, (CXType type))                                               \
  F(CXType, getTypedefDeclUnderlyingType, (CXCursor cursor))                                       \
  F(CXType, getEnumDeclIntegerType, (CXCursor cursor))                                             \
  F(long long, getEnumConstantDeclValue, (CXCursor cursor))                                        \
  F(CXCursor, getTypeDeclaration, (CXType type))                                                   \
  F(CXString, getTypeSpelling, (CXType type))                                                      \
  F(unsigned, isVolatileQualifiedType, (CXType type))                                              \
  F(unsigned, isConstQualifiedType, (CXType type))                                                 \
  F(long long, Type_getSizeOf, (CXType type))                                                      \
  F(long long, Type_getAlignOf, (CXType type))                                                     \
  F(unsigned, Type_visitFields, (CXType type, CXFieldVisitor visitor, void *_Nullable data))       \
  F(long long, Cursor_getOffsetOfField, (CXCursor cursor))                                         \
  F(unsigned, Cursor_isBitField, (CXCursor cursor))                                                \
  F(int, getFieldDeclBitWidth, (CXCursor cursor))                                                  \
  F(unsigned, Cursor_isAnonymousRecordDecl, (CXCursor cursor))                                     \
  F(long long, Type_getOffsetOf, (CXType type, const char *field))                                 \
  F(unsigned, Cursor_hasAttrs, (CXCursor cursor))                                                  \
  F(CXPrintingPolicy, getCursorPrintingPolicy, (CXCursor cursor))                                  \
  F(void, PrintingPolicy_setProperty, (CXPrintingPolicy policy, int property, unsigned value))     \
  F(void, PrintingPolicy_dispose, (CXPrintingPolicy policy))                                       \
  F(CXString, getCursorPrettyPrinted, (CXCursor cursor, CXPrintingPolicy policy))                  \
  F(unsigned, Cursor_isFunctionInlined, (CXCursor cursor))                                         \
  F(int, Cursor_getStorageClass, (CXCursor cursor))                                                \
  F(CXEvalResult, Cursor_Evaluate, (CXCursor cursor))                                              \
  F(int, EvalResult_getKind, (CXEvalResult result))                                                \
  F(long long, EvalResult_getAsLongLong, (CXEvalResult result))                                    \
  F(unsigned, EvalResult_isUnsignedInt, (CXEvalResult result))                                     \
  F(unsigned long long, EvalResult_getAsUnsigned, (CXEvalResult result))                           \
  F(void, EvalResult_dispose, (CXEvalResult result))                                               \

// Absent from older libraries: operators from 17 on, assembly statements from 21 on.
#define LIBCLANG_OPTIONAL(F)                                                                       \
  F(int, getCursorBinaryOperatorKind, (CXCursor cursor))                                           \
  F(int, getCursorUnaryOperatorKind, (CXCursor cursor))                                            \
  F(CXString, Cursor_getGCCAssemblyTemplate, (CXCursor cursor))                                    \
  F(unsigned, Cursor_isGCCAssemblyVolatile, (CXCursor cursor))                                     \
  F(unsigned, Cursor_isGCCAssemblyHasGoto, (CXCursor cursor))                                      \
  F(unsigned, Cursor_getGCCAssemblyNumClobbers, (CXCursor cursor))                                 \
  F(CXString, Cursor_getGCCAssemblyClobber, (CXCursor cursor, unsigned index))                     \
  F(unsigned, Cursor_getGCCAssemblyNumInputs, (CXCursor cursor))                                   \
  F(unsigned, Cursor_getGCCAssemblyNumOutputs, (CXCursor cursor))                                  \
  F(unsigned, Cursor_getGCCAssemblyInput,                                                          \
    (CXCursor cursor, unsigned index, CXString *constraint, CXCursor *expression))                 \
  F(unsigned, Cursor_getGCCAssemblyOutput,                                                         \
    (CXCursor cursor, unsigned index, CXString *constraint, CXCursor *expression))

#define LIBCLANG_REQUIRED_FIELD(result, name, parameters) result(*_Nonnull name) parameters;
#define LIBCLANG_OPTIONAL_FIELD(result, name, parameters) result(*_Nullable name) parameters;

/// The functions of one loaded library.
typedef struct {
  LIBCLANG_REQUIRED(LIBCLANG_REQUIRED_FIELD)
  LIBCLANG_OPTIONAL(LIBCLANG_OPTIONAL_FIELD)
} LibclangFunctions;

#undef LIBCLANG_REQUIRED_FIELD
#undef LIBCLANG_OPTIONAL_FIELD

/// Loads the library at `path` (or by name on the loader's path) and resolves its functions; null on
/// success, else the name of what is missing. A library stays loaded for the life of the process.
const char *_Nullable libclang_load(const char *path, LibclangFunctions *functions);

/// Before any library is loaded: asks for parsing on the calling thread, whose stack is ours to size.
void libclang_prepare(void);

/// After crash recovery is switched on: lets its signal handlers run on a stack of their own, so that
/// they also catch an overflow of the stack.
void libclang_catch_overflows(void);

/// A growable array of cursors.
typedef struct {
  CXCursor *_Nullable elements;
  size_t count;
  size_t capacity;
} CursorList;

/// Appends the children of `parent`.
void libclang_children(const LibclangFunctions *functions, CXCursor parent, CursorList *list);

/// Appends the fields of a record type.
void libclang_fields(const LibclangFunctions *functions, CXType type, CursorList *list);

void libclang_free(CursorList *list);

/// The files that a unit has read, the main file first; free with `libclang_free_files`.
typedef struct {
  CXFile *_Nullable elements;
  size_t count;
  size_t capacity;
} FileList;

void libclang_inclusions(
    const LibclangFunctions *functions, CXTranslationUnit unit, FileList *list);

void libclang_free_files(FileList *list);

/// Runs `body` to its end on a thread whose stack has `size` bytes, with another stack for signals;
/// false where no thread could be made.
bool libclang_run(size_t size, void (*body)(void *data), void *data);

/// Where a cursor stands in the file that spells it: macro arguments at their place, the rest of a
/// macro's expansion at the macro's name.
typedef struct {
  CXFile file;
  unsigned startLine, startColumn, startOffset;
  unsigned endLine, endColumn, endOffset;
} CursorExtent;

CursorExtent libclang_extent(const LibclangFunctions *functions, CXSourceRange range);

#pragma clang assume_nonnull end

#endif
