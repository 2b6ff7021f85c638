package dev.refactory.graph.model;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// A file's bytes as text and back without loss: strict UTF-8, or else Latin-1, where every byte is one character.
/// A byte order mark stays in the text as its first character. Offsets in facts and edits count characters of
/// `text`.
public record SourceText(String text, Charset charset) {
    /// The character some editors put first in UTF-8 files.
    public static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final char REPLACEMENT = '\uFFFD';

    /// Lines of text, a last line without a newline included; only the line feed ends a line.
    public static int lines(byte[] bytes) {
        int lines = 0;
        for (byte b : bytes) {
            lines += b == '\n' ? 1 : 0;
        }
        return bytes.length > 0 && bytes[bytes.length - 1] != '\n' ? lines + 1 : lines;
    }

    public static SourceText decode(byte[] bytes) {
        // Bytes that are no UTF-8 become this character; so does its own encoding, which the decoder tells apart.
        String lenient = new String(bytes, StandardCharsets.UTF_8);
        if (lenient.indexOf(REPLACEMENT) < 0) {
            return new SourceText(lenient, StandardCharsets.UTF_8);
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            return new SourceText(text.toString(), StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            return new SourceText(new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
        }
    }

    /// `text` without a byte order mark at its start.
    public static String unmarked(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    /// The bytes of `edited`, a changed form of this text, in the charset it was read in.
    /// @throws IllegalArgumentException when `edited` has a character that charset cannot write
    public byte[] encode(String edited) {
        // What cannot be written becomes a question mark here, which shows when it is read again; an encoder that
        // says so by itself goes character by character.
        byte[] bytes = edited.getBytes(charset);
        if (new String(bytes, charset).equals(edited)) {
            return bytes;
        }
        try {
            charset.newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(edited));
            throw new IllegalArgumentException("Not writable as " + charset);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("Not writable as " + charset + ": " + e.getMessage(), e);
        }
    }

    /// 1-based line of an offset; lines end at `\n`, `\r\n` or a lone `\r`.
    public int lineOf(int offset) {
        int line = 1;
        for (int i = 0; i < offset && i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' && (i + 1 >= text.length() || text.charAt(i + 1) != '\n')) {
                line++;
            }
        }
        return line;
    }

    /// 1-based column of an offset in characters, a tab counting as one.
    public int columnOf(int offset) {
        int i = offset;
        while (i > 0 && text.charAt(i - 1) != '\n' && text.charAt(i - 1) != '\r') {
            i--;
        }
        return offset - i + 1;
    }

    /// The line an offset is on, without its line ending.
    public String lineAt(int offset) {
        int start = offset - columnOf(offset) + 1;
        int end = offset;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return text.substring(start, end);
    }
}
