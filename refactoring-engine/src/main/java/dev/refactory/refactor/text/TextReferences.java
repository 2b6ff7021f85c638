package dev.refactory.refactor.text;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Range;
import dev.refactory.refactor.edit.LineIndex;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where texts name a type or members, besides what the compiler knows.
///
/// Certain is a type's qualified or binary name (`a.Outer.Inner`, `a.Outer$Inner`), or that of a type
/// inside of it, which is the whole of: a string literal of Java, a line or the file name of
/// `META-INF/services`, a key, value or list item of properties and YAML, a string of JSON, an XML
/// element's text or attribute. Certain is too what [ServerPage], [TagLibrary], [TemplatePage] and
/// [Jpql] follow to one declaration. These are changed. The unnamed package has no such names.
///
/// Tables and columns mean the class and the attribute that are mapped to them, under names of their
/// own: they stay.
///
/// Everything else that looks like it is a finding of rule `text-reference`: the qualified name in
/// other places (also written with slashes), the simple name as an identifier of a JVM language that
/// is not read, `Type#member`, `Type.member` and `Type::member` in any text but Java.
public final class TextReferences {
    public static final String RULE = "text-reference";
    /// More would not be read.
    public static final int MAX_FINDINGS = 200;

    private static final int MAX_EXCERPT = 200;

    private final GraphView graph;
    private final Recipe.Sources sources;
    private final TextSearch search;
    private final Members members;
    private @Nullable Entities entities;

    public TextReferences(GraphView graph, Recipe.Sources sources) {
        this.graph = graph;
        this.sources = sources;
        this.search = new TextSearch(graph, sources);
        this.members = new Members(graph, sources);
    }

    /// A type that is looked for.
    ///
    /// @param symbol its spelling; @param binaryName with `$` between nested types
    /// @param newName the simple name it gets; its own when it keeps it
    /// @param inside the type and all types inside of it, by spelling
    public record TypeName(String symbol, String binaryName, String newName, Set<String> inside) {
        String simpleName() {
            return symbol.substring(symbol.lastIndexOf('.') + 1);
        }

        /// It has a package, so that there is a name texts can be sure of.
        boolean named() {
            return symbol.indexOf('.') > 0;
        }

        boolean renamed() {
            return !newName.equals(simpleName());
        }
    }

    /// Members that are looked for together.
    ///
    /// @param shown the one that findings name
    /// @param newNames by spelling, the simple name each gets; its own when it keeps it
    public record MemberNames(String shown, SortedMap<String, String> newNames) {
        /// Members that keep their names.
        public static MemberNames of(String shown, Set<String> members) {
            SortedMap<String, String> names = new TreeMap<>();
            members.forEach(member -> names.put(member, SymbolSpelling.simpleName(member)));
            return new MemberNames(shown, names);
        }
    }

    /// What was found.
    ///
    /// @param places by path and range, what only looks like the name among them
    /// @param names what is to be written where a certain place holds something else than a simple name:
    ///     a property of a method that is renamed
    /// @param fileRenames of files whose name is the type's
    /// @param notes what was left out, and what becomes of mapped names
    public record Found(
            List<TextPlace> places,
            SortedMap<String, String> names,
            SortedMap<String, String> fileRenames,
            List<Finding> notes) {
        /// Ranges to change, by path.
        public SortedMap<String, List<Range>> certain() {
            SortedMap<String, List<Range>> certain = new TreeMap<>();
            places.stream()
                    .filter(place -> place.certain() && !place.mapped())
                    .forEach(place -> certain.computeIfAbsent(place.path(), path -> new ArrayList<>())
                            .add(place.range()));
            return certain;
        }
    }

    /// Every place that names `type`, besides those the compiler knows.
    public Found ofType(TypeName type) {
        TypeSearch asked = new TypeSearch(type, members, entities());
        search.forEach(asked.needles(), asked::read);
        List<Finding> notes = new ArrayList<>(left());
        asked.mappingNote(sources).ifPresent(notes::addFirst);
        return new Found(asked.places(), new TreeMap<>(), fileRenames(type), notes);
    }

    /// Every place outside of Java's code that names one of the members.
    public Found ofMembers(MemberNames names) {
        MemberSearch asked = new MemberSearch(names, graph, members, entities());
        search.forEach(asked.needles(), asked::read);
        List<Finding> notes = new ArrayList<>(left());
        asked.mappingNote(sources).ifPresent(notes::addFirst);
        return new Found(asked.places(), asked.names(), new TreeMap<>(), notes);
    }

    /// What a rename says of the places that it leaves.
    public List<Finding> findings(Found found) {
        List<TextPlace> left = found.places().stream()
                .filter(place -> !place.certain() && !place.mapped())
                .toList();
        return findings(left, RULE, "warning", true, found.notes());
    }

    /// What a change says that leaves every place.
    public List<Finding> left(Found found) {
        return findings(found.places(), RULE, "warning", true, found.notes());
    }

    /// What a search says of every place.
    public List<Finding> mentions(Found found, String rule) {
        return findings(found.places(), rule, "note", false, found.notes());
    }

    private List<Finding> findings(
            List<TextPlace> shown, String rule, String level, boolean rename, List<Finding> notes) {
        List<Finding> all = new ArrayList<>();
        Map<String, LineIndex> lines = new TreeMap<>();
        for (TextPlace place : shown.subList(0, Math.min(MAX_FINDINGS, shown.size()))) {
            LineIndex index = lines.computeIfAbsent(
                    place.path(), path -> LineIndex.of(sources.text(path).text()));
            all.add(finding(place, index, rule, level, message(place, rename)));
        }
        if (shown.size() > MAX_FINDINGS) {
            int more = shown.size() - MAX_FINDINGS;
            all.add(note(more + " more places in texts look like the " + (rename ? "renamed " : "")
                    + "name; they are not listed."));
        }
        all.addAll(notes);
        return List.copyOf(all);
    }

    private static String message(TextPlace place, boolean rename) {
        if (rename) {
            return "This looks like " + place.symbol() + " and was left as it is.";
        }
        return (place.certain() ? "text that names " : "text that looks like ")
                + (place.mapped() ? "the mapped name of " : "")
                + place.symbol();
    }

    /// A finding of a rename at a place of its own.
    static Finding at(Recipe.Sources sources, String path, Range range, String symbol, String level, String message) {
        TextPlace place = new TextPlace(path, range, symbol, true, true);
        return finding(place, LineIndex.of(sources.text(path).text()), RULE, level, message);
    }

    private static Finding finding(TextPlace place, LineIndex lines, String rule, String level, String message) {
        int start = place.range().start();
        int column = lines.column(start);
        int end = Math.min(place.range().end(), Math.max(start, lines.lineEnd(start)));
        String line = lines.lineText(start);
        return new Finding(
                rule,
                level,
                place.symbol(),
                place.path(),
                lines.line(start),
                column,
                column + end - start,
                message,
                line.substring(0, Math.min(MAX_EXCERPT, line.length())));
    }

    private List<Finding> left() {
        return search.left() == 0
                ? List.of()
                : List.of(note(search.left() + " files were not searched for the name: more than "
                        + TextSearch.MAX_FILES + " files or " + (TextSearch.MAX_BYTES >> 20) + " MiB of text."));
    }

    private static Finding note(String message) {
        return new Finding(RULE, "warning", "", "", 0, 0, 0, message, "");
    }

    private Entities entities() {
        Entities known = entities;
        if (known == null) {
            known = Entities.of(graph, sources, members);
            entities = known;
        }
        return known;
    }

    private SortedMap<String, String> fileRenames(TypeName type) {
        SortedMap<String, String> renames = new TreeMap<>();
        if (type.named() && type.renamed()) {
            for (FileInfo file : graph.files()) {
                String renamed = service(file.path(), type);
                if (renamed != null) {
                    renames.put(file.path(), renamed);
                }
            }
        }
        return renames;
    }

    private static @Nullable String service(String path, TypeName type) {
        if (!TextGrammar.isService(path)) {
            return null;
        }
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        String name = path.substring(folder.length());
        String binaryName = type.binaryName();
        String around =
                binaryName.substring(0, binaryName.length() - type.simpleName().length());
        boolean itself = name.equals(binaryName);
        boolean inside = name.startsWith(binaryName + "$") && type.inside().contains(name.replace('$', '.'));
        return itself || inside ? folder + around + type.newName() + name.substring(binaryName.length()) : null;
    }
}
