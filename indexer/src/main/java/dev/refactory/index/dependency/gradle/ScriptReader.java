package dev.refactory.index.dependency.gradle;

import dev.refactory.index.dependency.gradle.Node.Break;
import dev.refactory.index.dependency.gradle.Node.Group;
import dev.refactory.index.dependency.gradle.Node.Piece;
import dev.refactory.index.dependency.gradle.Node.Sign;
import dev.refactory.index.dependency.gradle.Node.Text;
import dev.refactory.index.dependency.gradle.Node.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Reads the Groovy and Kotlin of build scripts as nested brackets of words and strings. It knows no grammar
/// beyond that, and reads any text to its end: brackets that do not match are closed where their block ends.
final class ScriptReader {
    static final int MOST_DEPTH = 64;
    static final int MOST_NODES = 200_000;

    private final String text;
    private final boolean kotlin;
    private final Deque<Open> open = new ArrayDeque<>();
    private List<Node> nodes = new ArrayList<>();
    private int at;
    private int line;
    private int count;
    /// Brackets that are open below the deepest that is kept.
    private int tooDeep;
    private boolean whole = true;

    private record Open(char kind, int line, List<Node> outer) {}

    /// @param whole false when some of it was too deep or too much to keep
    record Script(List<Node> nodes, boolean whole) {}

    private ScriptReader(String text, boolean kotlin, int line) {
        this.text = text;
        this.kotlin = kotlin;
        this.line = line;
    }

    static Script read(String text, boolean kotlin) {
        return read(text, kotlin, 1);
    }

    /// @param line the number of the first line
    static Script read(String text, boolean kotlin, int line) {
        return new ScriptReader(text, kotlin, line).script();
    }

    private Script script() {
        while (at < text.length()) {
            if (count >= MOST_NODES) {
                whole = false;
                break;
            }
            next();
        }
        while (!open.isEmpty()) {
            close();
        }
        return new Script(nodes, whole);
    }

    private void next() {
        char c = text.charAt(at);
        if (c == '\n') {
            add(new Break(line++));
            at++;
        } else if (c == ';') {
            add(new Break(line));
            at++;
        } else if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
            line++;
            at += 2;
        } else if (!comment(c)) {
            token(c);
        }
    }

    private boolean comment(char c) {
        if (c == '#' && at == 0 && text.startsWith("#!")) {
            skipTo("\n", 0);
            return true;
        }
        if (c != '/' || at + 1 >= text.length()) {
            return false;
        }
        if (text.charAt(at + 1) == '/') {
            skipTo("\n", 0);
            return true;
        }
        if (text.charAt(at + 1) == '*') {
            at += 2;
            skipTo("*/", 2);
            return true;
        }
        return false;
    }

    private void skipTo(String end, int length) {
        int found = text.indexOf(end, at);
        int to = found < 0 ? text.length() : found + length;
        for (; at < to; at++) {
            line += text.charAt(at) == '\n' ? 1 : 0;
        }
    }

    private void token(char c) {
        switch (c) {
            case '(', '[', '{' -> {
                at++;
                opened(c);
            }
            case ')', ']', '}' -> {
                at++;
                closed(c == ')' ? '(' : c == ']' ? '[' : '{');
            }
            case '"', '\'' -> string(c);
            case '`' -> {
                int end = text.indexOf('`', at + 1);
                int to = end < 0 ? text.length() : end;
                add(new Word(text.substring(at + 1, to), line));
                at = Math.min(to + 1, text.length());
            }
            default -> {
                if (Character.isJavaIdentifierStart(c) || Character.isDigit(c)) {
                    word(c);
                } else if (c == '/' && startsPattern()) {
                    pattern();
                } else {
                    add(new Sign(c, line));
                    at++;
                }
            }
        }
    }

    private void word(char first) {
        int start = at++;
        boolean number = Character.isDigit(first);
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean point = number && c == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
            if (!Character.isJavaIdentifierPart(c) && !point) {
                break;
            }
            at++;
        }
        add(new Word(text.substring(start, at), line));
    }

    /// Whether a slash opens one of Groovy's slashy strings, which end on their line, rather than divides.
    private boolean startsPattern() {
        if (kotlin) {
            return false;
        }
        Node last = nodes.isEmpty() ? null : nodes.getLast();
        boolean value = last == null || last instanceof Break || (last instanceof Sign && !last.is('.'));
        return value && patternEnd() > 0;
    }

    private int patternEnd() {
        for (int i = at + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
            if (text.charAt(i) == '/') {
                return i;
            }
        }
        return -1;
    }

    private void pattern() {
        int end = patternEnd();
        add(new Text(List.of(new Piece.Literal(text.substring(at + 1, end))), line));
        at = end + 1;
    }

    private void string(char quote) {
        int start = line;
        String triple = String.valueOf(quote).repeat(3);
        boolean block = text.startsWith(triple, at);
        StringPieces pieces =
                new StringPieces(text, at + (block ? 3 : 1), block ? triple : String.valueOf(quote), kotlin);
        Text read = new Text(pieces.read(), start);
        for (int i = at; i < pieces.end(); i++) {
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        at = pieces.end();
        add(read);
    }

    private void opened(char kind) {
        if (open.size() >= MOST_DEPTH) {
            tooDeep++;
            whole = false;
            return;
        }
        open.push(new Open(kind, line, nodes));
        nodes = new ArrayList<>();
        count++;
    }

    private void closed(char kind) {
        if (tooDeep > 0) {
            tooDeep--;
            return;
        }
        if (open.stream().noneMatch(each -> each.kind() == kind)) {
            return;
        }
        while (close() != kind) {
            // A bracket that was never closed ends with the block around it.
        }
    }

    private char close() {
        Open last = open.pop();
        int size = nodes.stream().mapToInt(Node::weight).sum();
        Group group = new Group(last.kind(), List.copyOf(nodes), last.line(), size);
        nodes = last.outer();
        nodes.add(group);
        return last.kind();
    }

    private void add(Node node) {
        if (tooDeep > 0) {
            return;
        }
        boolean inBlock = open.isEmpty() || open.peek().kind() == '{';
        if (node instanceof Break && (!inBlock || nodes.isEmpty() || nodes.getLast() instanceof Break)) {
            return;
        }
        nodes.add(node);
        count++;
    }
}
