package dev.refactory.refactor.verify;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.edit.FileEdits;
import dev.refactory.refactor.edit.TextEdit;
import dev.refactory.refactor.recipe.source.JavaNames;
import java.util.HashSet;
import java.util.Set;

/// Whether edits leave the syntax of a file as it is, so that no parser need be asked: each puts one
/// identifier in the place of another, so every token stays of its kind (JLS 3.5), and a parser of
/// Java decides by kinds. Where it decides by a name, or where it would take reading the whole file
/// to know whether characters are an identifier, the answer is no, which says nothing.
public final class SameSyntax {
    /// Words that are keywords in some places only (JLS 3.9).
    private static final Set<String> CONTEXTUAL = Set.of(
            "exports",
            "module",
            "non",
            "open",
            "opens",
            "permits",
            "provides",
            "record",
            "requires",
            "sealed",
            "to",
            "transitive",
            "uses",
            "var",
            "when",
            "with",
            "yield");

    private SameSyntax() {}

    /// @param text the file before
    /// @param facts of the file before: a constructor is known by the name of its type
    /// @param edits of that text
    public static boolean holds(String text, FileFacts facts, FileEdits edits) {
        Set<String> types = new HashSet<>();
        for (SymbolInfo declared : facts.declared()) {
            if (declared.kind().isType()) {
                types.add(declared.name());
            }
        }
        return holds(text, types, edits);
    }

    /// @param types simple names of those the file declares
    static boolean holds(String text, Set<String> types, FileEdits edits) {
        return edits.edits().stream().allMatch(edit -> holds(text, types, edit));
    }

    private static boolean holds(String text, Set<String> types, TextEdit edit) {
        int start = edit.range().start();
        int end = edit.range().end();
        if (end > text.length()) {
            return false;
        }
        String before = text.substring(start, end);
        String after = edit.replacement();
        return plain(before)
                && plain(after)
                && !types.contains(before)
                && !types.contains(after)
                // Other characters need not be writable in the file's charset.
                && after.chars().allMatch(c -> c < 0x80)
                && begins(text, start)
                && ends(text, end);
    }

    private static boolean plain(String name) {
        return JavaNames.fault(name).isEmpty() && !CONTEXTUAL.contains(name);
    }

    /// Whether a token could begin here, and none of those whose length or letters count: characters, escapes, and
    /// what follows the point of a number.
    private static boolean begins(String text, int start) {
        if (start == 0) {
            return true;
        }
        int last = text.codePointBefore(start);
        if (Character.isJavaIdentifierPart(last) || last == '\\' || last == '\'') {
            return false;
        }
        int word = start - 1;
        while (last == '.' && word > 0 && Character.isJavaIdentifierPart(text.codePointBefore(word))) {
            word -= Character.charCount(text.codePointBefore(word));
        }
        return last != '.' || !Character.isDigit(text.codePointAt(word));
    }

    /// A unicode escape could go on with the name.
    private static boolean ends(String text, int end) {
        return end == text.length()
                || !Character.isJavaIdentifierPart(text.codePointAt(end)) && text.charAt(end) != '\\';
    }
}
