import _Volatile
struct Register {
  let address: UInt
  var value: UInt32 {
    get { VolatileMappedRegister<UInt32>(unsafeBitPattern: address).load() }
    nonmutating set { VolatileMappedRegister<UInt32>(unsafeBitPattern: address).store(newValue) }
  }
}
struct Engine {
  let control = Register(address: 0x4005_0000)
  let status = Register(address: 0x4005_0004)
  let memory = Register(address: 0x4005_0008)
  let count = Register(address: 0x4005_000C)
}
