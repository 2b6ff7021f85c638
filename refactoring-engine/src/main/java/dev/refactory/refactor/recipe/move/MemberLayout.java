package dev.refactory.refactor.recipe.move;

import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.recipe.scope.DeclarationHeads;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.source.DeclarationExtents;
import dev.refactory.refactor.recipe.source.SourceLines;
import dev.refactory.refactor.recipe.source.TypeBodies;
import dev.refactory.refactor.syntax.JavaComments;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the members of a file's types stand with what belongs to them, and where another one would.
final class MemberLayout {
    private final FileScopes file;
    private final DeclarationHeads heads;
    private final DeclarationExtents extents;
    private final SourceLines lines;
    private final JavaComments comments;
    private final String text;

    /// @param heads of the same file
    MemberLayout(FileScopes file, DeclarationHeads heads) {
        this.file = file;
        this.heads = heads;
        this.text = file.source.text();
        this.extents = new DeclarationExtents(file.tokens);
        this.lines = new SourceLines(text);
        this.comments = JavaComments.of(text, file.tokens);
    }

    /// Where a new member comes to stand.
    ///
    /// @param range white space that goes
    record Space(Range range, String before, String after) {}

    /// A declaration from its first token to its last.
    Range declaration(DeclarationHeads.Head head) {
        int start = file.tokens.start(head.name());
        Range all = extents.of(new Range(start, start), head.symbol().kind());
        return new Range(file.tokens.start(head.first()), all.end());
    }

    /// The same with the comments above it and behind it.
    Range whole(Range declaration) {
        int before = file.tokens.indexAt(declaration.start()) - 1;
        int floor = before < 0 ? 0 : file.tokens.end(before);
        int start = declaration.start();
        List<JavaComments.Comment> above = comments.in(floor, declaration.start());
        for (int i = above.size() - 1; i >= 0; i--) {
            Range comment = above.get(i).range();
            boolean own = start == declaration.start() && above.get(i).doc();
            boolean trailing = floor > 0
                    && lines.start(comment.start()) == lines.start(floor)
                    && lines.start(declaration.start()) != lines.start(floor);
            if (trailing || !own && blankLine(comment.end(), start)) {
                break;
            }
            start = comment.start();
        }
        int end = declaration.end();
        int lineEnd = lines.end(end);
        for (JavaComments.Comment behind : comments.in(end, lineEnd)) {
            boolean alone = text.substring(end, behind.range().start()).isBlank()
                    && lines.endsAt(behind.range().end());
            end = alone && behind.range().end() <= lineEnd ? behind.range().end() : end;
        }
        return new Range(start, end);
    }

    private boolean blankLine(int from, int to) {
        return text.substring(from, to).lines().count() > 2;
    }

    /// What goes with a member: its lines, and a blank one that parted it from others.
    Range removal(Range whole) {
        boolean ownLines = lines.indentation(whole.start()) != null && lines.endsAt(whole.end());
        if (!ownLines) {
            return lines.endsAt(whole.end())
                    ? new Range(pastBlanksBefore(whole.start()), whole.end())
                    : new Range(whole.start(), lines.pastBlanks(whole.end()));
        }
        int start = lines.start(whole.start());
        int end = lines.next(whole.end());
        boolean blankBehind = end < text.length() && lines.endsAt(end);
        int previous = lines.previous(start);
        boolean blankBefore = start > previous && lines.endsAt(previous);
        int before = file.tokens.indexAt(firstToken(whole)) - 1;
        boolean opens =
                before >= 0 && file.tokens.at(before).equals("{") && lines.next(file.tokens.end(before)) >= start;
        if (blankBehind && (blankBefore || opens)) {
            return new Range(start, lines.next(end));
        }
        boolean closes = text.startsWith("}", lines.pastBlanks(end));
        return new Range(blankBefore && closes ? previous : start, end);
    }

    private int firstToken(Range whole) {
        int i = 0;
        while (i < file.tokens.count() - 1 && file.tokens.start(i) < whole.start()) {
            i++;
        }
        return file.tokens.start(i);
    }

    /// The white space in front of a place, where nothing else is.
    @Nullable
    String indentation(int offset) {
        return lines.indentation(offset);
    }

    String lineEnding() {
        return lines.ending();
    }

    /// What the members of a type are indented by.
    /// @param unit of the type's own, when it has none
    String indentation(TypeBodies.Body body, String unit) {
        for (DeclarationHeads.Head head : heads.all()) {
            boolean member =
                    body.type().equals(head.symbol().container()) && body.start() < file.tokens.start(head.first());
            String found = member ? lines.indentation(file.tokens.start(head.first())) : null;
            if (found != null) {
                return found;
            }
        }
        return indentation(body) + unit;
    }

    /// The white space the first line of a type's declaration starts with.
    String indentation(TypeBodies.Body body) {
        int declared = heads.of(body.type())
                .map(head -> file.tokens.start(head.first()))
                .orElse(body.start());
        int start = lines.start(declared);
        return text.substring(start, lines.pastBlanks(start));
    }

    /// At the end of a type's body.
    Space last(TypeBodies.Body body) {
        int close = body.end() - 1;
        int lineStart = lines.start(close);
        if (lineStart > body.start() && text.substring(lineStart, close).isBlank()) {
            int previous = lines.previous(lineStart);
            boolean first = text.substring(body.start() + 1, lineStart).isBlank();
            boolean blank = lines.endsAt(previous);
            return new Space(new Range(lineStart, lineStart), first || blank ? "" : lines.ending(), lines.ending());
        }
        return closing(body);
    }

    /// In front of a closing brace that has something else on its line.
    private Space closing(TypeBodies.Body body) {
        int close = body.end() - 1;
        int at = pastBlanksBefore(close);
        return new Space(new Range(at, close), lines.ending(), lines.ending() + indentation(body));
    }

    private int pastBlanksBefore(int offset) {
        int at = offset;
        while (at > 0 && Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    /// Behind the last static field of a type, or before everything else in it.
    ///
    /// @param early whether to go before the other fields
    /// @param apart whether a blank line belongs before it
    Space field(TypeBodies.Body body, boolean early, boolean apart) {
        Range last = null;
        for (DeclarationHeads.Head head : heads.all()) {
            SymbolInfo symbol = head.symbol();
            boolean sibling = symbol.kind() == SymbolKind.FIELD
                    && symbol.has("static")
                    && body.type().equals(symbol.container());
            Range whole = sibling && !early ? whole(declaration(head)) : null;
            last = whole != null && (last == null || whole.end() > last.end()) ? whole : last;
        }
        if (last != null) {
            return new Space(new Range(last.end(), last.end()), lines.ending().repeat(apart ? 2 : 1), "");
        }
        if (missingSemicolon(body) >= 0) {
            return last(body);
        }
        int open = constantsEnd(body);
        int next = file.tokens.indexAt(open - 1) + 1;
        int at = lines.end(open);
        if (next < file.tokens.count() && file.tokens.start(next) < at) {
            return file.tokens.start(next) == body.end() - 1
                    ? closing(body)
                    : new Space(new Range(open, open), lines.ending(), lines.ending() + lines.ending());
        }
        boolean more = next < file.tokens.count() && file.tokens.start(next) != body.end() - 1;
        boolean blank = lines.endsAt(lines.next(at));
        boolean constants = open != body.start() + 1;
        return new Space(
                new Range(at, at), lines.ending().repeat(constants ? 2 : 1), more && !blank ? lines.ending() : "");
    }

    /// Behind what opens the members of a type: its brace, or the semicolon after an enum's constants.
    private int constantsEnd(TypeBodies.Body body) {
        int at = semicolon(body);
        return at < 0 ? body.start() + 1 : file.tokens.end(at);
    }

    /// The semicolon that ends an enum's constants; -1 where there is none.
    private int semicolon(TypeBodies.Body body) {
        if (!isEnum(body)) {
            return -1;
        }
        int[] closing = TypeBodies.closing(file.tokens);
        int open = file.tokens.indexAt(body.start());
        for (int i = open + 1; i < closing[open]; i++) {
            switch (file.tokens.at(i)) {
                case "{", "(", "[" -> i = closing[i];
                case ";" -> {
                    return i;
                }
                default -> {}
            }
        }
        return -1;
    }

    private boolean isEnum(TypeBodies.Body body) {
        return heads.of(body.type())
                .filter(head -> head.symbol().kind() == SymbolKind.ENUM)
                .isPresent();
    }

    /// Where an enum of constants only would need a semicolon before a member; -1 for any other type.
    int missingSemicolon(TypeBodies.Body body) {
        int last = file.tokens.indexAt(body.end() - 1) - 1;
        return isEnum(body) && semicolon(body) < 0 ? file.tokens.end(last) : -1;
    }
}
