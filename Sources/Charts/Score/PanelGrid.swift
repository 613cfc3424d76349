/// Panels of one size in rows and columns.
struct PanelGrid {
  let rows: Int
  let columns: Int
  private let room: Box
  private let gap: (x: Double, y: Double)

  init(rows: Int, columns: Int, room: Box, gap: (x: Double, y: Double)) {
    self.rows = rows
    self.columns = columns
    self.room = room
    self.gap = gap
  }

  subscript(row: Int, column: Int) -> Box {
    let width = (room.width - gap.x * Double(columns - 1)) / Double(columns)
    let height = (room.height - gap.y * Double(rows - 1)) / Double(rows)
    let left = room.left + Double(column) * (width + gap.x)
    let top = room.top + Double(row) * (height + gap.y)
    return Box(
      left: left.rounded(), top: top.rounded(), right: (left + width).rounded(),
      bottom: (top + height).rounded())
  }

  /// Row by row.
  subscript(place: Int) -> Box { self[place / columns, place % columns] }
}
