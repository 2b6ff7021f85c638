package dev.refactory.graph.model;

/// A half-open range of a file's text, in UTF-16 code units of the text as [SourceText] decodes it, from 0.
/// The text is the file as it stands, before any unicode escape is translated.
public record Range(int start, int end) implements Comparable<Range> {
    public Range {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("Not a range: " + start + ".." + end);
        }
    }

    public int length() {
        return end - start;
    }

    public boolean contains(int offset) {
        return start <= offset && offset < end;
    }

    @Override
    public int compareTo(Range other) {
        int byStart = Integer.compare(start, other.start);
        return byStart != 0 ? byStart : Integer.compare(end, other.end);
    }
}
