#include "CPU/buffers.h"

__attribute__((aligned(64))) struct control_block transmit_block;
__attribute__((aligned(64))) struct control_block receive_block;
__attribute__((aligned(64))) struct control_block ring_block;
__attribute__((aligned(64))) struct control_block ring_end_block;

__attribute__((aligned(64))) uint32_t static_words[STATIC_WORDS];
