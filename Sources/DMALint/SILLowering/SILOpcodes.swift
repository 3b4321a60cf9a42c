/// Instructions whose meaning for memory is simple, by name.
enum SILOpcodes {
  /// The result is the operand, as another type or with another ownership.
  static let forwarding: Set<String> = [
    "begin_access", "begin_unpaired_access", "begin_borrow", "copy_value", "explicit_copy_value",
    "move_value", "mark_dependence", "mark_dependence_addr", "mark_uninitialized",
    "mark_unresolved_non_copyable_value", "mark_unresolved_reference_binding",
    "mark_unresolved_move_addr", "mark_unresolved_moveonly_addr", "unchecked_ref_cast", "upcast",
    "unchecked_ref_cast_addr", "unchecked_addr_cast", "unchecked_trivial_bit_cast",
    "unchecked_bitwise_cast", "unchecked_value_cast", "convert_function",
    "convert_escape_to_noescape", "thin_to_thick_function", "thick_to_objc_metatype",
    "open_existential_addr", "open_existential_ref", "open_existential_box",
    "open_existential_box_value", "open_existential_value", "open_existential_metatype",
    "init_existential_ref", "init_existential_addr", "init_existential_value",
    "init_existential_metatype", "end_init_let_ref", "unconditional_checked_cast",
    "begin_dealloc_ref", "end_cow_mutation", "end_cow_mutation_addr", "drop_deinit",
    "copyable_to_moveonlywrapper", "moveonlywrapper_to_copyable",
    "copyable_to_moveonlywrapper_addr", "moveonlywrapper_to_copyable_addr",
    "moveonlywrapper_to_copyable_box", "ref_to_raw_pointer", "raw_pointer_to_ref",
    "ref_to_unmanaged", "unmanaged_to_ref", "ref_to_unowned", "unowned_to_ref",
    "strong_copy_unmanaged_value", "strong_copy_unowned_value", "strong_copy_weak_value",
    "weak_copy_value", "unowned_copy_value", "copy_unmanaged_value", "unchecked_ownership",
    "unchecked_ownership_conversion", "uncheckedownershipconversion", "classify_bridge_object",
    "ref_to_bridge_object", "bridge_object_to_ref", "bridge_object_to_word", "borrowed_from",
    "borrowed", "copy_block_without_escaping",
    "implicitactor_to_opaqueisolation_cast",
    "explicit_copy_addr", "objc_to_thick_metatype", "make_borrow", "dereference_borrow",
    "make_addr_borrow", "dereference_addr_borrow", "init_borrow_addr", "dereference_borrow_addr",
    "thunk", "unchecked_enum_data_addr", "pin", "hw_asan_tag", "enum_payload",
    "base_addr_for_offset", "keypath", "type_value", "open_pack_element", "value_to_bridge_object",
    "differentiable_function_extract", "linear_function_extract", "project_block_storage",
  ]

  /// Nothing for memory: marks, profiles, the compiler's own checks.
  static let inert: Set<String> = [
    "end_access", "end_unpaired_access", "end_borrow", "end_lifetime", "extend_lifetime",
    "fix_lifetime", "debug_step", "debug_value_addr", "cond_fail", "hop_to_executor",
    "increment_profiler_counter", "specify_test", "ignored_use",
    "implicit_actor_to_opaque_isolation_cast",
    "set_deallocating", "strong_retain_unowned", "unowned_retain", "unowned_release",
    "autorelease_value", "unmanaged_autorelease_value", "retain_value_addr", "release_value_addr",
    "end_apply", "abort_apply", "begin_cow_mutation_addr", "is_escaping_closure",
    "destroy_not_escaped_closure", "dealloc_existential_box", "deinit_existential_addr",
    "deinit_existential_value", "bind_memory", "rebind_memory", "unreachable",
    "merge_isolation_region",
    "dealloc_stack_ref", "dealloc_pack", "dealloc_pack_metadata", "metatype_repr",
    "mark_function_escape",
    "debug_value_poison", "has_symbol", "deactivate", "extract_executor", "tuple_pack_element_addr",
  ]

  /// Known, with results of which nothing is known.
  static let opaque: Set<String> = [
    "alloc_existential_box", "alloc_pack", "alloc_pack_metadata", "alloc_vector",
    "objc_protocol", "objc_metatype_to_object", "objc_existential_metatype_to_object",
    "init_block_storage_header", "get_async_continuation", "get_async_continuation_addr",
    "begin_async_let", "checked_cast_addr_br", "unconditional_checked_cast_addr",
    "is_escaping_closure",
    "pack_length", "dynamic_pack_index", "pack_pack_index", "scalar_pack_index", "pack_element_get",
    "pack_element_set", "tuple_pack_extract", "tuple_addr_constructor", "vector",
    "differentiable_function", "linear_function", "differentiability_witness_function",
    "ref_to_weak", "object", "static_initializer", "function_extract_isolation", "reset_bits",
    "string",
  ]

  /// Members of library types that are all there is of the value.
  static let wrapped: Set<String> = [
    "_value", "_rawValue", "rawValue", "_rawPointer", "_storage", "_startPtrOrData", "_rawBits",
    "_handle", "bitPattern",
  ]
}
