/// The functions of the catalogue that the models started from: all of them must stay known.
enum CataloguedFunctions {
  static let pico = """
    dma_channel_claim dma_channel_unclaim dma_claim_unused_channel dma_channel_get_default_config
    dma_get_channel_config channel_config_set_read_increment channel_config_set_write_increment
    channel_config_set_dreq channel_config_set_chain_to channel_config_set_transfer_data_size
    channel_config_set_ring channel_config_set_bswap dma_channel_set_config
    dma_channel_set_read_addr dma_channel_set_write_addr dma_channel_set_transfer_count
    dma_channel_set_trans_count dma_channel_configure dma_channel_transfer_from_buffer_now
    dma_channel_transfer_to_buffer_now dma_start_channel_mask dma_channel_start dma_channel_abort
    dma_channel_is_busy dma_channel_wait_for_finish_blocking dma_channel_cleanup
    dma_channel_set_irq0_enabled dma_channel_set_irq1_enabled dma_irqn_set_channel_enabled
    dma_irqn_get_channel_status dma_irqn_acknowledge_channel dma_channel_acknowledge_irq0 __dmb
    __dsb __isb __mem_fence_acquire __mem_fence_release xip_cache_invalidate_all
    xip_cache_invalidate_range xip_cache_clean_all xip_cache_clean_range
    """
  static let stm32 = """
    HAL_UART_Transmit_DMA HAL_UART_Receive_DMA HAL_UARTEx_ReceiveToIdle_DMA HAL_UART_DMAPause
    HAL_UART_DMAResume HAL_UART_DMAStop HAL_UART_Abort HAL_UART_AbortTransmit
    HAL_UART_AbortReceive HAL_UART_Abort_IT HAL_UART_TxCpltCallback HAL_UART_RxCpltCallback
    HAL_UART_RxHalfCpltCallback HAL_UART_ErrorCallback HAL_UART_GetState
    HAL_UARTEx_RxEventCallback HAL_SPI_Transmit_DMA HAL_SPI_Receive_DMA
    HAL_SPI_TransmitReceive_DMA HAL_SPI_Abort HAL_SPI_Abort_IT HAL_SPI_DMAStop
    HAL_SPI_TxCpltCallback HAL_SPI_RxCpltCallback HAL_SPI_TxRxCpltCallback HAL_SPI_GetState
    HAL_I2C_Master_Transmit_DMA HAL_I2C_Master_Receive_DMA HAL_I2C_Slave_Transmit_DMA
    HAL_I2C_Slave_Receive_DMA HAL_I2C_Mem_Write_DMA HAL_I2C_Mem_Read_DMA HAL_I2C_Master_Abort_IT
    HAL_ADC_Start_DMA HAL_ADC_Stop_DMA HAL_ADC_ConvCpltCallback HAL_ADC_ConvHalfCpltCallback
    HAL_ADCEx_MultiModeStart_DMA HAL_DAC_Start_DMA HAL_DAC_Stop_DMA HAL_TIM_PWM_Start_DMA
    HAL_TIM_PWM_Stop_DMA HAL_TIM_IC_Start_DMA HAL_TIM_Base_Start_DMA HAL_SAI_Transmit_DMA
    HAL_SAI_Receive_DMA HAL_SAI_DMAStop HAL_I2S_Transmit_DMA HAL_I2S_Receive_DMA HAL_I2S_DMAStop
    HAL_SD_ReadBlocks_DMA HAL_SD_WriteBlocks_DMA HAL_SD_Abort HAL_SD_GetCardState
    HAL_QSPI_Transmit_DMA HAL_QSPI_Receive_DMA HAL_DMA_Init HAL_DMA_Start HAL_DMA_Start_IT
    HAL_DMA_Abort HAL_DMA_Abort_IT HAL_DMA_PollForTransfer HAL_DMA_RegisterCallback
    HAL_DMA_GetState HAL_DMAEx_MultiBufferStart_IT HAL_DMAEx_ChangeMemory HAL_MDMA_Start_IT
    HAL_MDMA_Abort HAL_MDMA_PollForTransfer HAL_DMA2D_Start HAL_DMA2D_Start_IT
    HAL_DMA2D_PollForTransfer HAL_DMA2D_Abort HAL_DCMI_Start_DMA HAL_DCMI_Stop HAL_ETH_Start_IT
    HAL_ETH_Stop_IT HAL_ETH_Transmit_IT HAL_ETH_ReadData HAL_ETH_RxAllocateCallback
    """
  static let cmsis = """
    SCB_CleanDCache_by_Addr SCB_InvalidateDCache_by_Addr SCB_CleanInvalidateDCache_by_Addr
    SCB_CleanDCache SCB_InvalidateDCache SCB_CleanInvalidateDCache SCB_EnableDCache
    SCB_DisableDCache __DSB __DMB __ISB __COMPILER_BARRIER ARM_MPU_SetRegion ARM_MPU_Enable
    """
  static let nrfx = """
    nrfx_spim_init nrfx_spim_xfer nrfx_spim_xfer_dcx nrfx_spim_abort nrfx_spim_uninit
    nrfx_uarte_tx nrfx_uarte_tx_in_progress nrfx_uarte_tx_abort nrfx_uarte_rx_enable
    nrfx_uarte_rx_buffer_set nrfx_uarte_rx_ready nrfx_uarte_rx_abort nrfx_uarte_uninit
    nrfx_twim_xfer nrfx_twim_is_busy nrfx_twim_disable nrfx_saadc_buffer_set
    nrfx_saadc_mode_trigger nrfx_saadc_abort nrfx_saadc_offset_calibrate nrfx_pwm_simple_playback
    nrfx_pwm_complex_playback nrfx_pwm_stop nrfx_pwm_stopped_check nrfx_i2s_start
    nrfx_i2s_next_buffers_set nrfx_i2s_stop nrfx_pdm_start nrfx_pdm_buffer_set nrfx_pdm_stop
    nrfx_qspi_read nrfx_qspi_write nrfx_qspi_mem_busy_check
    """
  static let espIDF = """
    spi_bus_initialize spi_bus_dma_memory_alloc spi_bus_add_device spi_device_queue_trans
    spi_device_get_trans_result spi_device_transmit spi_device_polling_start
    spi_device_polling_end spi_device_polling_transmit spi_bus_remove_device spi_slave_queue_trans
    spi_slave_get_trans_result spi_slave_transmit heap_caps_malloc heap_caps_calloc
    heap_caps_aligned_alloc heap_caps_aligned_calloc heap_caps_free heap_caps_realloc
    esp_cache_msync esp_cache_get_line_size_by_addr esp_async_memcpy_install esp_async_memcpy
    esp_memcpy_blocking esp_async_memcpy_uninstall gdma_connect gdma_config_transfer
    gdma_get_alignment_constraints gdma_stop gdma_reset gdma_append
    gdma_register_tx_event_callbacks gdma_register_rx_event_callbacks gdma_del_channel gdma_start
    i2s_channel_enable i2s_channel_disable i2s_channel_write i2s_channel_read
    i2s_channel_preload_data i2s_channel_register_event_callback uhci_receive uhci_transmit
    uhci_wait_all_tx_transaction_done uhci_register_event_callbacks parlio_tx_unit_transmit
    parlio_tx_unit_wait_all_done parlio_tx_unit_disable rmt_transmit rmt_tx_wait_all_done
    adc_continuous_start adc_continuous_read adc_continuous_stop esp_lcd_panel_draw_bitmap
    esp_lcd_panel_io_tx_color esp_lcd_panel_io_register_event_callbacks ppa_do_scale_rotate_mirror
    ppa_do_blend ppa_do_fill jpeg_decoder_process jpeg_alloc_decoder_mem jpeg_encoder_process
    esp_cam_ctlr_receive esp_cam_ctlr_stop esp_cam_ctlr_alloc_buffer
    """
  static let libopencm3 = """
    dma_channel_reset dma_set_memory_address dma_set_peripheral_address dma_set_number_of_data
    dma_set_memory_size dma_set_peripheral_size dma_set_read_from_memory
    dma_set_read_from_peripheral dma_enable_circular_mode dma_enable_channel dma_disable_channel
    dma_get_number_of_data dma_get_interrupt_flag dma_clear_interrupt_flags
    dma_enable_transfer_complete_interrupt dma_enable_stream dma_disable_stream dma_stream_reset
    dma_set_memory_address_1 dma_enable_double_buffer_mode dma_set_transfer_mode __dmb
    """
  static let libnds = """
    dmaCopyWords dmaCopyHalfWords dmaCopy dmaCopyWordsAsynch dmaCopyHalfWordsAsynch dmaCopyAsynch
    dmaFillWords dmaFillHalfWords dmaBusy DC_FlushRange DC_FlushAll DC_InvalidateRange
    """
  static let bcm283x = """
    mbox_call clean_dcache_range invalidate_dcache_range
    """
  static let zephyr = """
    dma_config dma_reload dma_start dma_stop dma_suspend dma_resume dma_get_status
    dma_request_channel dma_release_channel dma_get_attribute dma_callback_t
    sys_cache_data_flush_range sys_cache_data_invd_range sys_cache_data_flush_and_invd_range
    sys_cache_data_flush_all sys_cache_data_invd_all sys_cache_data_flush_and_invd_all
    sys_cache_data_line_size_get sys_cache_uncached_ptr_get uart_tx uart_tx_u16 uart_tx_abort
    uart_rx_enable uart_rx_buf_rsp uart_rx_disable uart_callback_set z_full_mb z_write_mb
    z_read_mb
    """

  /// The name of the model file's kit, and the names.
  static let all: [(sdk: String, names: [String])] = [
    ("pico-sdk", pico), ("stm32-hal", stm32), ("cmsis-core", cmsis), ("nrfx", nrfx),
    ("esp-idf", espIDF), ("libopencm3", libopencm3), ("libnds", libnds), ("bcm283x", bcm283x),
    ("zephyr", zephyr),
  ].map { ($0, $1.split { " \n".contains($0) }.map(String.init)) }
}
