import Synchronization

/// What a canvas draws with that the next one can use: a rasteriser's room and the mixtures that have
/// been looked up. Neither changes what is drawn.
struct CanvasTools: Sendable {
  var blend: BlendTable
  var rasteriser = Rasteriser()

  init(_ palette: Palette) { blend = BlendTable(palette) }
}

/// Tools that lie ready, as many as there are canvases at once.
final class CanvasToolbox: Sendable {
  private let palette: Palette
  private let ready = Mutex<[CanvasTools]>([])

  init(_ palette: Palette) { self.palette = palette }

  func take() -> CanvasTools { ready.withLock { $0.popLast() } ?? CanvasTools(palette) }

  func give(back tools: CanvasTools) { ready.withLock { $0.append(tools) } }
}
