package dev.refactory.refactor.verify;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.edit.FileEdits;
import dev.refactory.refactor.edit.LineIndex;
import dev.refactory.refactor.edit.TextEdit;
import dev.refactory.refactor.plan.Intent;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Facts as a plan says they will be, without a compiler: places moved by the edits, symbols spelled
/// as the plan spells them, files where it moves them. They are what the plan promises, not a check
/// of it: only attributing the files again tells whether a name means what it should.
///
/// What a compiler would add is not there: members an import brings in because they have the new
/// name already. Stateless but for what it is made of, thread-safe when `sources` is.
public final class Projection {
    private final Map<String, String> planned;
    private final SymbolMap allSymbols;
    private final Map<String, String> fileRenames;
    private final Changeset changeset;
    private final Intent intent;
    private final Recipe.Sources sources;

    /// @param changeset the edits, against the originals, by old path
    /// @param sources the original texts of the changed files
    public Projection(RefactoringPlan plan, Changeset changeset, Recipe.Sources sources) {
        this.planned = plan.symbolMap();
        this.allSymbols = new SymbolMap(planned, plan.intent().retargets());
        this.fileRenames = plan.fileRenames();
        this.changeset = changeset;
        this.intent = plan.intent();
        this.sources = sources;
    }

    /// Facts after the change, by new path.
    ///
    /// @param before facts of the original files: of those that change, and of those whose symbols do
    ///     (the plan's `recheck`)
    /// @param blobIds of the changed files, by new path; the others keep theirs
    public SortedMap<String, FileFacts> after(Collection<FileFacts> before, Map<String, String> blobIds) {
        SortedMap<String, FileFacts> after = new TreeMap<>();
        for (FileFacts file : before) {
            String path = fileRenames.getOrDefault(file.path(), file.path());
            after.put(path, after(file, path, blobIds.getOrDefault(path, file.blobId())));
        }
        return after;
    }

    private FileFacts after(FileFacts before, String path, String blobId) {
        SymbolMap symbols = allSymbols.of(before);
        Optional<FileEdits> edits = changeset.of(before.path());
        Places places = Places.of(edits, intent.of(before.path()));
        List<Occurrence> occurrences = new ArrayList<>();
        Set<Range> renamed = new HashSet<>();
        edits.ifPresent(file -> file.edits().forEach(edit -> renamed.add(edit.range())));
        for (Occurrence occurrence : before.occurrences()) {
            String symbol = symbols.after(occurrence.symbol(), places);
            boolean leftBehind = occurrence.has(Role.IMPORT)
                    && renamed.contains(occurrence.range())
                    && symbol.equals(occurrence.symbol());
            if (!leftBehind) {
                places.forward(occurrence.range())
                        .ifPresent(
                                ranges -> ranges.forEach(range -> occurrences.add(moved(occurrence, range, symbol))));
            }
        }
        occurrences.addAll(places.written());
        String text = edits.isEmpty() ? "" : sources.text(before.path()).text();
        edits.ifPresent(file -> splitImports(before, symbols, file, places, text, occurrences));
        List<SymbolInfo> declared = new ArrayList<>(before.declared().size());
        TypeVariables variables = new TypeVariables(planned, before);
        for (SymbolInfo symbol : before.declared()) {
            if (!intent.undeclares().contains(symbol.symbol())) {
                declared.add(symbols.after(symbol, places, fileRenames, variables.namesIn(symbol)));
            }
        }
        declared.addAll(PlannedSymbols.of(intent, path, places));
        List<SymbolInfo> ordered = lastOfEach(declared);
        int moreLines = edits.map(file -> moreLines(file, text)).orElse(0);
        return new FileFacts(
                path,
                blobId,
                before.language(),
                before.lines() + moreLines,
                ordered,
                inOrder(occurrences),
                inOrder(relations(before.relations(), symbols, path, ordered)),
                edits.map(file -> moved(before.diagnostics(), places, file, text))
                        .orElse(before.diagnostics()),
                before.problems());
    }

    private List<Relation> relations(List<Relation> before, SymbolMap symbols, String path, List<SymbolInfo> declared) {
        List<Relation> relations = new ArrayList<>(before.size());
        for (Relation relation : before) {
            if (!intent.unrelates().contains(relation)) {
                relations.add(
                        new Relation(symbols.after(relation.from()), relation.kind(), symbols.after(relation.to())));
            }
        }
        if (!intent.relates().isEmpty()) {
            Set<String> here = new HashSet<>();
            declared.stream().filter(symbol -> path.equals(symbol.path())).forEach(symbol -> here.add(symbol.symbol()));
            intent.relates().stream()
                    .filter(relation -> here.contains(relation.from()))
                    .forEach(relations::add);
        }
        return relations;
    }

    /// Most stand where they stood: no new ones are made for them.
    private static Occurrence moved(Occurrence occurrence, Range range, String symbol) {
        boolean stays = range.equals(occurrence.range()) && symbol.equals(occurrence.symbol());
        return stays ? occurrence : new Occurrence(range, symbol, occurrence.roles());
    }

    /// By spelling, in nearly the order they have; of several with one spelling the last.
    private static List<SymbolInfo> lastOfEach(List<SymbolInfo> symbols) {
        symbols.sort(Comparator.comparing(SymbolInfo::symbol));
        List<SymbolInfo> last = new ArrayList<>(symbols.size());
        for (int i = 0; i < symbols.size(); i++) {
            boolean more = i + 1 < symbols.size()
                    && symbols.get(i + 1).symbol().equals(symbols.get(i).symbol());
            if (!more) {
                last.add(symbols.get(i));
            }
        }
        return last;
    }

    /// Each once. What was in order and is moved together is in order still, nearly: sorting it is quick.
    private static <T extends Comparable<T>> List<T> inOrder(List<T> elements) {
        elements.sort(null);
        List<T> each = new ArrayList<>(elements.size());
        for (T element : elements) {
            if (each.isEmpty() || !element.equals(each.getLast())) {
                each.add(element);
            }
        }
        return List.copyOf(each);
    }

    private List<Diagnostic> moved(List<Diagnostic> diagnostics, Places places, FileEdits file, String text) {
        if (diagnostics.isEmpty()) {
            return diagnostics;
        }
        LineIndex lines = LineIndex.of(file.apply(text));
        return diagnostics.stream()
                .map(diagnostic -> moved(diagnostic, places, lines, namesAnother(diagnostic, file, text)))
                .toList();
    }

    /// Whether an error is at a name that is written like a renamed one and stays: it speaks of another of the name.
    private boolean namesAnother(Diagnostic diagnostic, FileEdits file, String text) {
        int start = diagnostic.start();
        int end = start;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        String name = text.substring(Math.min(start, end), end);
        return !allSymbols.canonical(name).equals(name)
                && file.edits().stream().noneMatch(edit -> edit.range().contains(start));
    }

    private Diagnostic moved(Diagnostic diagnostic, Places places, LineIndex lines, boolean asItWas) {
        int start = places.startOf(diagnostic.start());
        return new Diagnostic(
                diagnostic.severity(),
                diagnostic.code(),
                asItWas ? diagnostic.message() : allSymbols.canonical(diagnostic.message()),
                diagnostic.line() == 0 ? 0 : lines.line(start),
                start);
    }

    private static int moreLines(FileEdits file, String text) {
        int more = 0;
        for (TextEdit edit : file.edits()) {
            more += newlines(edit.replacement());
            more -= newlines(text.substring(edit.range().start(), edit.range().end()));
        }
        return more;
    }

    private static int newlines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    /// An import of several members of which only some are renamed stays for the others, and gets a
    /// second one beside it: what the copy names stands in it where it stood in the original.
    private void splitImports(
            FileFacts before,
            SymbolMap symbols,
            FileEdits file,
            Places places,
            String text,
            List<Occurrence> occurrences) {
        int shift = 0;
        for (TextEdit edit : file.edits()) {
            int at = edit.range().start();
            String copy = edit.replacement();
            if (edit.range().length() == 0 && copy.strip().startsWith("import ") && !places.planned(edit.range())) {
                JavaTokens tokens = JavaTokens.of(text);
                boolean copyFirst = copy.startsWith("import ");
                int start = copyFirst ? at : startOfImport(tokens, at);
                int end = copyFirst ? endOfImport(tokens, at) : at;
                int inserted = at + shift + copy.indexOf("import ");
                for (Occurrence original : before.occurrences()) {
                    Range range = original.range();
                    if (range.start() < start || range.end() > end) {
                        continue;
                    }
                    String renamed = symbols.after(original.symbol(), places);
                    boolean member = original.has(Role.IMPORT)
                            && tokens.at(tokens.indexAt(range.start()) + 1).equals(";");
                    if (member && renamed.equals(original.symbol())) {
                        continue;
                    }
                    int from = inserted + range.start() - start;
                    int to = member ? inserted + copy.strip().length() - 1 : from + range.length();
                    occurrences.add(new Occurrence(new Range(from, to), renamed, original.roles()));
                    if (member) {
                        places.forward(range)
                                .ifPresent(olds -> olds.forEach(old -> occurrences.removeAll(
                                        List.of(new Occurrence(old, renamed, original.roles())))));
                    }
                }
            }
            shift += copy.length() - edit.range().length();
        }
    }

    private static int startOfImport(JavaTokens tokens, int end) {
        int start = 0;
        for (int i = 0; i < tokens.count() && tokens.start(i) < end; i++) {
            if (tokens.at(i).equals("import")) {
                start = tokens.start(i);
            }
        }
        return start;
    }

    private static int endOfImport(JavaTokens tokens, int start) {
        for (int i = Math.max(0, tokens.indexAt(start)); i < tokens.count(); i++) {
            if (tokens.at(i).equals(";")) {
                return tokens.end(i);
            }
        }
        return start;
    }
}
