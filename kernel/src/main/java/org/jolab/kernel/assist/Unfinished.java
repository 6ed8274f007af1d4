package org.jolab.kernel.assist;

/**
 * A name that is being typed, and the text of its chunk around it.
 *
 * @param member whether it is part of a type or method
 * @param before what the cell has before it
 * @param name what stands for it
 * @param after what must follow for javac to read it
 */
record Unfinished(boolean member, String before, String name, String after) {

    /** The name where it stands. */
    static Unfinished whole(Cell cell) {
        var before = cell.chunk().map(chunk -> cell.text(cell.first(chunk), cell.word())).orElse("");
        return new Unfinished(cell.chunk().filter(Chunk::isMember).isPresent(), before, Approximation.UNFINISHED,
            Closing.of(cell.tokens(), cell.word(), kind(cell)));
    }

    /** The name and {@code receiver} in place of their whole statement. */
    static Unfinished alone(Cell cell, String receiver) {
        var frames = new Outline(cell.tokens()).readTo(cell.word()).frames();
        var frame = frames.get(Closing.block(frames));
        if (frame.open < 0) {
            return new Unfinished(false, receiver, Approximation.UNFINISHED, ";");
        }
        var end = Math.min(frame.statement, cell.word());
        var before = cell.chunk().map(chunk -> cell.text(cell.first(chunk), end)).orElse("");
        var first = cell.tokens().text(end);
        var label = frame.shape == Outline.Shape.SWITCH
            && (end == frame.open + 1 || first.equals("case") || first.equals("default")) ? "default -> " : "";
        return new Unfinished(cell.chunk().filter(Chunk::isMember).isPresent(), before + label + receiver,
            Approximation.UNFINISHED, Closing.ofStatement(cell.tokens(), cell.word(), kind(cell)));
    }

    private static Chunk.Kind kind(Cell cell) {
        return cell.chunk().map(Chunk::kind).orElse(Chunk.Kind.STATEMENT);
    }
}
