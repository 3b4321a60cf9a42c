#include "CLibclang.h"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

const char *libclang_load(const char *path, LibclangFunctions *functions) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return "the library";
  void *symbol;

#define REQUIRED(result, name, parameters)                                                         \
  symbol = dlsym(library, "clang_" #name);                                                         \
  if (symbol == NULL) return "clang_" #name;                                                       \
  memcpy(&functions->name, &symbol, sizeof symbol);
#define OPTIONAL(result, name, parameters)                                                         \
  symbol = dlsym(library, "clang_" #name);                                                         \
  memcpy(&functions->name, &symbol, sizeof symbol);

  LIBCLANG_REQUIRED(REQUIRED)
  LIBCLANG_OPTIONAL(OPTIONAL)
  return NULL;
}

void libclang_prepare(void) { setenv("LIBCLANG_NOTHREADS", "1", 1); }

void libclang_catch_overflows(void) {
  static const int signals[] = {SIGSEGV, SIGBUS};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
    struct sigaction action;
    if (sigaction(signals[i], NULL, &action) != 0) continue;
    if (action.sa_handler == SIG_DFL || action.sa_handler == SIG_IGN) continue;
    action.sa_flags |= SA_ONSTACK;
    sigaction(signals[i], &action, NULL);
  }
}

static void append(CursorList *list, CXCursor cursor) {
  if (list->count == list->capacity) {
    size_t capacity = list->capacity == 0 ? 16 : list->capacity * 2;
    CXCursor *elements = realloc(list->elements, capacity * sizeof(CXCursor));
    if (elements == NULL) abort();
    list->elements = elements;
    list->capacity = capacity;
  }
  list->elements[list->count++] = cursor;
}

enum { visitBreak = 0, visitContinue = 1 };

static int appendChild(CXCursor cursor, CXCursor parent, void *data) {
  append(data, cursor);
  return visitContinue;
}

static int appendField(CXCursor cursor, void *data) {
  append(data, cursor);
  return visitContinue;
}

void libclang_children(const LibclangFunctions *functions, CXCursor parent, CursorList *list) {
  functions->visitChildren(parent, appendChild, list);
}

void libclang_fields(const LibclangFunctions *functions, CXType type, CursorList *list) {
  functions->Type_visitFields(type, appendField, list);
}

void libclang_free(CursorList *list) {
  free(list->elements);
  *list = (CursorList){0};
}

static void appendFile(CXFile file, CXSourceLocation *stack, unsigned depth, void *data) {
  FileList *list = data;
  if (list->count == list->capacity) {
    size_t capacity = list->capacity == 0 ? 16 : list->capacity * 2;
    CXFile *elements = realloc(list->elements, capacity * sizeof(CXFile));
    if (elements == NULL) abort();
    list->elements = elements;
    list->capacity = capacity;
  }
  list->elements[list->count++] = file;
}

void libclang_inclusions(
    const LibclangFunctions *functions, CXTranslationUnit unit, FileList *list) {
  functions->getInclusions(unit, appendFile, list);
}

void libclang_free_files(FileList *list) {
  free(list->elements);
  *list = (FileList){0};
}

typedef struct {
  void (*body)(void *data);
  void *data;
} Job;

static void *runJob(void *argument) {
  Job *job = argument;
  enum { signalStackSize = 256 << 10 };
  stack_t stack = {.ss_sp = malloc(signalStackSize), .ss_size = signalStackSize};
  if (stack.ss_sp != NULL) sigaltstack(&stack, NULL);
  job->body(job->data);
  void *memory = stack.ss_sp;
  stack = (stack_t){.ss_flags = SS_DISABLE};
  sigaltstack(&stack, NULL);
  free(memory);
  return NULL;
}

bool libclang_run(size_t size, void (*body)(void *data), void *data) {
  Job job = {body, data};
  pthread_attr_t attributes;
  pthread_t thread;
  if (pthread_attr_init(&attributes) != 0) return false;
  bool isRunning = pthread_attr_setstacksize(&attributes, size) == 0 &&
                   pthread_create(&thread, &attributes, runJob, &job) == 0;
  pthread_attr_destroy(&attributes);
  return isRunning && pthread_join(thread, NULL) == 0;
}

CursorExtent libclang_extent(const LibclangFunctions *functions, CXSourceRange range) {
  CursorExtent extent = {0};
  CXFile endFile = NULL;
  functions->getFileLocation(
      functions->getRangeStart(range), &extent.file, &extent.startLine, &extent.startColumn,
      &extent.startOffset);
  functions->getFileLocation(
      functions->getRangeEnd(range), &endFile, &extent.endLine, &extent.endColumn,
      &extent.endOffset);
  if (endFile != extent.file || extent.endOffset < extent.startOffset) {
    extent.endLine = extent.startLine;
    extent.endColumn = extent.startColumn;
    extent.endOffset = extent.startOffset;
  }
  return extent;
}
