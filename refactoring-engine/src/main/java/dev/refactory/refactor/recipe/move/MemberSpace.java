package dev.refactory.refactor.recipe.move;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.recipe.scope.DeclarationHeads;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.TypeBodies;
import java.util.ArrayList;
import java.util.List;

/// The place a member leaves, and the one it comes to.
final class MemberSpace {
    private final MemberMove move;
    private final MemberLayout from;
    private final MemberLayout to;
    private final MemberLayout.Space space;

    MemberSpace(MemberMove move) {
        this.move = move;
        this.from = new MemberLayout(move.file(move.path()), move.heads(move.path()));
        this.to = new MemberLayout(move.file(move.targetPath), move.heads(move.targetPath));
        Range whole = move.whole();
        boolean commented =
                whole.start() != move.file(move.path()).tokens.start(move.head().first());
        this.space = move.isMethod() ? to.last(move.body()) : to.field(move.body(), early(), commented);
    }

    /// Whether fields of the target type are made with it, so that it has to be there before them.
    private boolean early() {
        TypeBodies.Body body = move.body();
        FileScopes file = move.file(move.targetPath);
        return move.graph.occurrencesOf(List.of(move.member.symbol())).getOrDefault(move.targetPath, List.of()).stream()
                .filter(MemberMove::isCode)
                .map(Occurrence::range)
                .anyMatch(use -> body.start() < use.start() && use.end() < body.end() && initializes(file, use));
    }

    /// Whether a place is in what makes a static field of the type, or in a static block.
    private boolean initializes(FileScopes file, Range use) {
        for (DeclarationHeads.Head head : move.heads(move.targetPath).all()) {
            boolean member = move.target.symbol().equals(head.symbol().container())
                    && to.declaration(head).contains(use.start());
            if (member) {
                return TypeHierarchy.isField(head.symbol().kind())
                        && head.symbol().has("static");
            }
        }
        int[] closing = TypeBodies.closing(file.tokens);
        int at = file.tokens.indexAt(move.body().start()) + 1;
        while (at < file.tokens.count() && file.tokens.start(at) < use.start()) {
            boolean block = file.tokens.at(at).equals("{");
            if (block && file.tokens.start(closing[at]) > use.start()) {
                return file.tokens.at(at - 1).equals("static");
            }
            at = block ? closing[at] + 1 : at + 1;
        }
        return false;
    }

    int offset() {
        return space.range().start();
    }

    Range removal() {
        return from.removal(move.whole());
    }

    String lineEnding() {
        return to.lineEnding();
    }

    /// White space before the lines of the member now.
    String indentationBefore() {
        String found = from.indentation(move.whole().start());
        return found == null ? "" : found;
    }

    String indentation() {
        String members = indentationBefore();
        String type = move.file(move.path())
                .bodies
                .of(move.source)
                .map(from::indentation)
                .orElse("");
        boolean deeper = members.startsWith(type) && members.length() > type.length();
        return to.indentation(move.body(), deeper ? members.substring(type.length()) : "    ");
    }

    /// What is written where the member comes to stand.
    List<PlannedEdit> edits(Piece member) {
        List<PlannedEdit> edits = new ArrayList<>();
        int semicolon = to.missingSemicolon(move.body());
        boolean together = semicolon == space.range().start();
        List<Piece> pieces = new ArrayList<>();
        pieces.add(Piece.text((together ? ";" : "") + space.before() + indentation()));
        pieces.add(member);
        pieces.add(Piece.text(space.after()));
        edits.add(new PlannedEdit(space.range(), pieces));
        if (semicolon >= 0 && !together) {
            edits.add(PlannedEdit.insert(semicolon, List.of(Piece.text(";"))));
        }
        return edits;
    }
}
