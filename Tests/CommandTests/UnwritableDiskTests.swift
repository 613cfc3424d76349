import Foundation
import Testing

/// A site on a disk of its own that is full, has no file names left or may not be written to.
///
/// It takes the right to mount one; elsewhere the soak in `Tests/Soak` is what tries this.
@Suite(
  "Disks that cannot be written", .enabled(if: SmallDisk.canBeMade, "this takes the right to mount")
)
struct UnwritableDiskTests {
  @Test(
    "a disk that is full, at any depth of a build, leaves yesterday's site and says so",
    arguments: [0, 40, 400, 1_500])
  func full(kilobytesLeft: Int) throws {
    try expectUntouched { disk in
      try disk.remount("size=\(try disk.used().kilobytes + kilobytesLeft)k")
    } mend: { disk in
      try disk.remount("size=64m")
    }
  }

  @Test(
    "a disk without a file name left does the same", arguments: [0, 3, 30, 100])
  func outOfNames(left: Int) throws {
    try expectUntouched { disk in
      try disk.remount("nr_inodes=\(try disk.used().files + left)")
    } mend: { disk in
      try disk.remount("nr_inodes=100k")
    }
  }

  @Test("a disk that may only be read does the same")
  func readOnly() throws {
    try expectUntouched {
      try $0.remount("ro")
    } mend: {
      try $0.remount("rw")
    }
  }

  private func expectUntouched(
    _ spoil: (SmallDisk) throws -> Void, mend: (SmallDisk) throws -> Void
  ) throws {
    try TestFolders.withScratch { folder in
      let disk = try SmallDisk(at: folder.appending(path: "disk"))
      defer { disk.unmount() }
      let story = try String(
        contentsOf: TestFolders.tests.appending(
          path: "Scripts/the-second-build-changes-nothing.txt"),
        encoding: .utf8)
      let text = try #require(UserStory(text: story).files["site/heatpress.yml"])
      let data = folder.appending(path: "Data")
      try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
      let fixture = try String(
        contentsOf: TestFolders.tests.appending(path: "Fixtures/market.csv"), encoding: .utf8)
      let lines = fixture.split(separator: "\n")
      let file = data.appending(path: "market.csv")
      try Data((lines.dropLast(6).joined(separator: "\n") + "\n").utf8).write(to: file)
      // The data lie on a disk that is well.
      let configuration = disk.folder.appending(path: "heatpress.yml")
      try Data(text.replacing("data: ../Data", with: "data: \(data.path)").utf8)
        .write(to: configuration)
      let build = [
        "build", "--config", configuration.path, "--now", "2024-01-13", "--from", "2024-01-11",
      ]
      let first = try HeatpressProcess.run(build, in: folder)
      try #require(first.exitCode == 0, "\(first.standardError)")
      let live = disk.folder.appending(path: "public")
      let before = try FileTree.read(live)
      try Data(fixture.utf8).write(to: file)
      try spoil(disk)
      let night = try HeatpressProcess.run(build, in: folder)
      #expect(night.exitCode == 73, "\(night.exitCode): \(night.standardError)")
      #expect(night.standardOutput.isEmpty)
      #expect(FileTree.differences(before, try FileTree.read(live)).isEmpty)
      try mend(disk)
      let next = try HeatpressProcess.run(build, in: folder)
      #expect(next.exitCode == 0, "\(next.standardError)")
      #expect(
        FileManager.default.fileExists(
          atPath: live.appending(path: "btc/2024-01-12/index.html").path))
      let left = try FileTree.read(disk.folder).keys
      #expect(!left.contains { $0.contains(".part") || $0.contains(".staging") })
    }
  }
}

/// A file system in memory, as small as a test wants it.
private struct SmallDisk {
  let folder: URL

  /// Whether this user may mount one here.
  static let canBeMade: Bool = {
    guard getuid() == 0 else { return false }
    let isMade: Bool? = try? TestFolders.withScratch { folder in
      try SmallDisk(at: folder.appending(path: "disk")).unmount()
      return true
    }
    return isMade ?? false
  }()

  init(at folder: URL) throws {
    self.folder = folder
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try SmallDisk.call("mount", ["-t", "tmpfs", "-o", "size=64m", "heatpress-test", folder.path])
  }

  func remount(_ options: String) throws {
    try SmallDisk.call("mount", ["-o", "remount,\(options)", folder.path])
  }

  func unmount() { try? SmallDisk.call("umount", [folder.path]) }

  func used() throws -> (kilobytes: Int, files: Int) {
    var status = statvfs()
    guard statvfs(folder.path, &status) == 0 else { throw POSIXError(.EIO) }
    let blocks = Int(status.f_blocks) - Int(status.f_bfree)
    return (blocks * Int(status.f_frsize) / 1_024, Int(status.f_files) - Int(status.f_ffree))
  }

  private static func call(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw POSIXError(.EPERM) }
  }
}
