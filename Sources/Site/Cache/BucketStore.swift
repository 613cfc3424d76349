import Archive

/// Results in a bucket of an S3-compatible store.
public struct BucketStore: ResultStore {
  private let bucket: S3Bucket

  public init(_ bucket: S3Bucket) { self.bucket = bucket }

  public func names(in folder: String) throws(SiteError) -> [String] {
    try attempt { () throws(S3Error) in try bucket.names(after: folder + "/") }
  }

  public func object(_ name: String) throws(SiteError) -> [UInt8]? {
    try attempt { () throws(S3Error) in try bucket.object(name) }
  }

  public func put(_ bytes: [UInt8], as name: String) throws(SiteError) {
    try attempt { () throws(S3Error) in try bucket.put(bytes, as: name) }
  }

  public func remove(_ name: String) throws(SiteError) {
    try attempt { () throws(S3Error) in try bucket.remove(name) }
  }

  private func attempt<Value>(_ body: () throws(S3Error) -> Value) throws(SiteError) -> Value {
    do throws(S3Error) { return try body() } catch {
      throw .store(place: bucket.description, fault: error)
    }
  }
}
