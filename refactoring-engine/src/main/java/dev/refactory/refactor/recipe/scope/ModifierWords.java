package dev.refactory.refactor.recipe.scope;

import dev.refactory.graph.model.Range;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.recipe.source.TypeBodies;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The modifiers of one declaration as they are written, and the edit that writes others.
public final class ModifierWords {
    private static final Set<String> ACCESS = Set.of("public", "protected", "private");
    /// What a new modifier stands behind.
    private static final Set<String> FIRST = Set.of("public", "protected", "private", "abstract", "default", "static");

    private final WrittenAnnotations file;
    private final JavaTokens tokens;
    private final Map<String, Range> words = new LinkedHashMap<>();
    private int place;
    private int behindFirst;

    public ModifierWords(WrittenAnnotations file, DeclarationHeads.Head head) {
        this.file = file;
        this.tokens = file.file.tokens;
        int[] closing = TypeBodies.closing(tokens);
        int at = head.first();
        this.place = -1;
        while (at < head.name()) {
            if (tokens.at(at).equals("@") && !tokens.at(at + 1).equals("interface")) {
                at = pastAnnotation(at, closing);
                continue;
            }
            boolean nonSealed = tokens.at(at).equals("non") && tokens.at(at + 1).equals("-");
            int last = nonSealed ? at + 2 : at;
            String word = nonSealed ? "non-sealed" : tokens.at(at);
            place = place < 0 ? tokens.start(at) : place;
            if (!Access.MODIFIERS.contains(word)) {
                break;
            }
            words.put(word, new Range(tokens.start(at), tokens.end(last)));
            if (FIRST.contains(word)) {
                behindFirst = tokens.start(last + 1);
            }
            at = last + 1;
        }
        place = place < 0 ? tokens.start(head.name()) : place;
        behindFirst = Math.max(behindFirst, place);
    }

    private int pastAnnotation(int sign, int[] closing) {
        int name = sign + 1;
        while (tokens.at(name + 1).equals(".")) {
            name += 2;
        }
        return tokens.at(name + 1).equals("(") ? closing[name + 1] + 1 : name + 1;
    }

    /// Where the first modifier stands, or would.
    public int place() {
        return place;
    }

    public boolean has(String word) {
        return words.containsKey(word);
    }

    /// With another access, and modifiers added behind it and taken away.
    /// @param access null for the one it has, which need not be written
    public PlannedEdit edit(@Nullable Access access, Collection<String> added, Collection<String> removed) {
        List<PlannedEdit> edits = new ArrayList<>();
        Range written = words.entrySet().stream()
                .filter(each -> ACCESS.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        String before = written == null ? "" : file.text().substring(written.start(), written.end());
        String more = added.stream().map(each -> each + " ").reduce("", String::concat);
        if (access != null && !before.equals(access.written())) {
            if (written == null) {
                String head = access.written() + " ";
                boolean together = behindFirst == place;
                edits.add(insertion(place, together ? head + more : head));
                more = together ? "" : more;
            } else if (access.written().isEmpty()) {
                edits.add(file.lines.removal(written));
            } else {
                edits.add(new PlannedEdit(written, List.of(Piece.text(access.written()))));
            }
        }
        if (!more.isEmpty()) {
            edits.add(insertion(behindFirst, more));
        }
        removed.forEach(word -> {
            Range range = words.get(word);
            if (range != null) {
                edits.add(file.lines.removal(range));
            }
        });
        return joined(edits);
    }

    private static PlannedEdit insertion(int at, String text) {
        return PlannedEdit.insert(at, List.of(Piece.text(text)));
    }

    /// One edit that keeps what is between.
    private static PlannedEdit joined(List<PlannedEdit> edits) {
        edits.sort(Comparator.comparing(PlannedEdit::range));
        List<Piece> pieces = new ArrayList<>();
        int start = edits.getFirst().range().start();
        int from = start;
        for (PlannedEdit edit : edits) {
            if (edit.range().start() > from) {
                pieces.add(Piece.kept(new Range(from, edit.range().start())));
            }
            pieces.addAll(edit.pieces());
            from = Math.max(from, edit.range().end());
        }
        return new PlannedEdit(new Range(start, from), pieces);
    }
}
