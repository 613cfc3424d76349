// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "heatpress-benchmarks",
  dependencies: [.package(name: "heatpress", path: "..")],
  targets: [
    .executableTarget(
      name: "figures", dependencies: [.product(name: "HeatpressKit", package: "heatpress")]),
    .executableTarget(
      name: "reach", dependencies: [.product(name: "HeatpressKit", package: "heatpress")]),
    // What a C programmer would write for the same files.
    .target(
      name: "CReading", linkerSettings: [.linkedLibrary("archive"), .linkedLibrary("crypto")]),
    .executableTarget(
      name: "reading",
      dependencies: ["CReading", .product(name: "HeatpressKit", package: "heatpress")]),
    .executableTarget(
      name: "truth", dependencies: [.product(name: "HeatpressKit", package: "heatpress")]),
  ],
  swiftLanguageModes: [.v6]
)
