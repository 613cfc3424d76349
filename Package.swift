// swift-tools-version: 6.2
import PackageDescription

// The libraries stand in the order in which the data flows: each imports only those above it.
// `Tests/ArchitectureTests` holds the graph.

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "heatpress",
  products: [
    .executable(name: "heatpress", targets: ["heatpress"]),
    // For `Benchmarks`, a package of its own.
    .library(
      name: "HeatpressKit",
      targets: [
        "Market", "Archive", "Liquidation", "Scoring", "Simulation", "Briefing", "Charts", "Site",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
  ],
  targets: [
    // The C libraries: module map and shim, nothing else. Each is used by one Swift file.
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CCmark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
    .systemLibrary(
      name: "CFreeType", pkgConfig: "freetype2", providers: [.apt(["libfreetype-dev"])]),
    .target(
      name: "CPNG",
      linkerSettings: [
        .linkedLibrary("png"), .linkedLibrary("deflate"), .linkedLibrary("isal"),
      ]),
    .target(name: "CSystem"),
    .systemLibrary(name: "CVector"),

    .target(name: "Market"),
    .target(name: "Archive", dependencies: ["CArchive", "CCrypto", "CCurl", "CVector", "Market"]),
    .target(name: "Liquidation", dependencies: ["Market"]),
    .target(name: "Psychology", dependencies: ["Market", "Liquidation"]),
    .target(name: "Scoring", dependencies: ["Market", "Archive", "Liquidation"]),
    .target(name: "Simulation", dependencies: ["Market", "Archive", "Liquidation"]),
    .target(
      name: "Briefing",
      dependencies: ["Market", "Archive", "Liquidation", "Psychology", "Scoring"]),
    .target(name: "Charts", dependencies: ["CPNG", "CFreeType", "Market", "Briefing"]),
    .target(
      name: "Site",
      dependencies: [
        "CCmark", "CSystem", "Market", "Archive", "Scoring", "Briefing", "Charts",
        .product(name: "Yams", package: "Yams"),
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      plugins: ["EmbedSite"]),
    .executableTarget(
      name: "heatpress",
      dependencies: [
        "Market", "Archive", "Liquidation", "Scoring", "Simulation", "Briefing", "Charts", "Site",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "FlyingFox", package: "FlyingFox"),
      ]),

    // The templates and the site's own files go into the binary, so that it works from anywhere.
    .executableTarget(name: "embed-site"),
    .plugin(name: "EmbedSite", capability: .buildTool(), dependencies: ["embed-site"]),

    // All venues at once on this machine, with everything that they are known to do wrong.
    .target(name: "FaultVenue", dependencies: ["Archive", "Market"], path: "Tests/FaultVenue"),

    .testTarget(name: "ArchitectureTests"),
    .testTarget(name: "MarketTests", dependencies: ["Market"]),
    .testTarget(name: "ArchiveTests", dependencies: ["Archive", "FaultVenue", "Market"]),
    .testTarget(name: "LiquidationTests", dependencies: ["Liquidation", "Market"]),
    .testTarget(
      name: "PsychologyTests", dependencies: ["Psychology", "Liquidation", "Market"]),
    .testTarget(
      name: "ScoringTests",
      dependencies: ["Scoring", "Archive", "Liquidation", "Simulation", "Market"]),
    .testTarget(
      name: "SimulationTests", dependencies: ["Simulation", "Archive", "FaultVenue", "Market"]),
    .testTarget(name: "BriefingTests", dependencies: ["Briefing", "Archive", "Market"]),
    .testTarget(
      name: "ChartsTests", dependencies: ["Charts", "Briefing", "Market"], exclude: ["Layouts"]),
    .testTarget(
      name: "SiteTests", dependencies: ["Site", "Archive", "Briefing", "Charts", "Market"]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "heatpress", "FaultVenue", .product(name: "FlyingFox", package: "FlyingFox"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type == .regular || target.type == .executable {
  guard !target.name.hasPrefix("C") || target.name == "Charts" else { continue }
  target.swiftSettings = (target.swiftSettings ?? []) + strict
}
