import Testing

@testable import Archive

@Suite("What a bucket lists")
struct S3ListingTests {
  @Test("names and the place to ask on from are read")
  func page() {
    let listing = S3Listing(
      Array(
        """
        <?xml version="1.0"?><ListBucketResult><Name>b</Name><IsTruncated>true</IsTruncated>
        <Contents><Key>a/1&amp;2</Key><Size>3</Size></Contents><Contents><Key>a/&lt;x&gt;</Key></Contents>
        <NextContinuationToken>abc+/=</NextContinuationToken></ListBucketResult>
        """.utf8))
    #expect(listing.keys == ["a/1&2", "a/<x>"])
    #expect(listing.next == "abc+/=")
  }

  @Test("the last page leads nowhere")
  func last() {
    let listing = S3Listing(
      Array(
        "<R><IsTruncated>false</IsTruncated><NextContinuationToken>x</NextContinuationToken></R>"
          .utf8))
    #expect(listing.keys.isEmpty)
    #expect(listing.next == nil)
  }

  @Test(
    "an answer that is cut short or is none is read to where it goes",
    arguments: [
      "", "<", "<Key>", "<Key>a</Key><Key>b", "no XML at all", "<Key></Key>",
    ])
  func broken(text: String) {
    let keys = S3Listing(Array(text.utf8)).keys
    #expect(keys.count <= 1)
  }

  @Test("an address has what is not plain in percent form")
  func escaped() {
    #expect(S3Listing.escaped("btc/2024-08-05-edition-9f") == "btc%2F2024-08-05-edition-9f")
    #expect(S3Listing.escaped("a/b c+ü", keeps: "/") == "a/b%20c%2B%C3%BC")
  }
}
