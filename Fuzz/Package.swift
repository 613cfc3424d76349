// swift-tools-version: 6.2
import PackageDescription

// A package of its own, because everything in it has to be built with libFuzzer: Fuzz/run does.
let package = Package(
  name: "heatpress-fuzz",
  dependencies: [.package(name: "heatpress", path: "..")],
  targets: [
    .target(name: "CFuzzer"),
    .executableTarget(
      name: "fuzz",
      dependencies: ["CFuzzer", .product(name: "HeatpressKit", package: "heatpress")]),
  ],
  swiftLanguageModes: [.v6]
)
