#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The parts of Nordic's nrfx that firmware calls; the drivers are compiled elsewhere.

typedef enum {
  NRFX_SUCCESS = 0x0BAD0000,
  NRFX_ERROR_INTERNAL = 0x0BAD0001,
  NRFX_ERROR_INVALID_ADDR = 0x0BAD000A,
  NRFX_ERROR_BUSY = 0x0BAD000B
} nrfx_err_t;

typedef struct { void *p_reg; uint8_t drv_inst_idx; } nrfx_uarte_t;
typedef struct { void *p_reg; uint8_t drv_inst_idx; } nrfx_spim_t;
typedef struct { void *p_twim; uint8_t drv_inst_idx; } nrfx_twim_t;

typedef struct {
  uint8_t const *p_tx_buffer;
  size_t tx_length;
  uint8_t *p_rx_buffer;
  size_t rx_length;
} nrfx_spim_xfer_desc_t;

extern nrfx_uarte_t uarte0;
extern nrfx_spim_t spim2;

nrfx_err_t nrfx_uarte_tx(nrfx_uarte_t const *p_instance, uint8_t const *p_data, size_t length, uint32_t flags);
nrfx_err_t nrfx_uarte_rx(nrfx_uarte_t const *p_instance, uint8_t *p_data, size_t length);
bool nrfx_uarte_tx_in_progress(nrfx_uarte_t const *p_instance);
nrfx_err_t nrfx_uarte_tx_abort(nrfx_uarte_t const *p_instance, bool sync);
nrfx_err_t nrfx_uarte_rx_abort(nrfx_uarte_t const *p_instance, bool disable_all, bool sync);
nrfx_err_t nrfx_spim_xfer(nrfx_spim_t const *p_instance, nrfx_spim_xfer_desc_t const *p_xfer_desc, uint32_t flags);
void nrfx_spim_abort(nrfx_spim_t const *p_instance);
