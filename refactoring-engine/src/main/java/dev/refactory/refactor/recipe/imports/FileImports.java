package dev.refactory.refactor.recipe.imports;

import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.recipe.source.DottedName;
import dev.refactory.refactor.recipe.source.SourceLines;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The imports of one file: which there are, and the edits that add some and remove others in the
/// file's own order. Whoever asks decides whether a name can be imported.
public final class FileImports {
    private static final Set<Role> IMPORT = Set.of(Role.IMPORT);
    private static final Set<String> DECLARES = Set.of("import", "interface", "enum", "record");

    private final String text;
    private final JavaTokens tokens;
    private final SourceLines sourceLines;
    private final String newline;
    private final List<Line> lines = new ArrayList<>();
    private final SortedSet<String> added = new TreeSet<>();
    private final Set<String> outer = new TreeSet<>();
    private final List<Line> removed = new ArrayList<>();
    private int packageStart = -1;
    private int packageEnd = -1;

    /// An import.
    ///
    /// @param range from its first word to its semicolon
    /// @param name without `.*`; of a module when `isModule`
    public record Line(Range range, String name, boolean isStatic, boolean onDemand, boolean isModule) {
        /// Whether it names one type, and nothing static.
        public boolean single() {
            return !isStatic && !onDemand && !isModule;
        }
    }

    public FileImports(String text, JavaTokens tokens) {
        this.text = text;
        this.tokens = tokens;
        this.sourceLines = new SourceLines(text);
        this.newline = text.contains("\r\n") ? "\r\n" : "\n";
        read();
    }

    private void read() {
        int i = 0;
        for (int j = 0; j < tokens.count() && packageEnd < 0 && !DECLARES.contains(tokens.at(j)); j++) {
            if (tokens.at(j).equals("package")) {
                int end = semicolon(j);
                packageStart = tokens.start(j);
                packageEnd = tokens.end(end);
                i = end + 1;
            }
        }
        while (tokens.at(i).equals("import") || tokens.at(i).equals(";")) {
            int end = semicolon(i);
            if (end > i) {
                lines.add(line(i, end));
            }
            i = end + 1;
        }
    }

    private int semicolon(int from) {
        int i = from;
        while (i < tokens.count() - 1 && !tokens.at(i).equals(";")) {
            i++;
        }
        return i;
    }

    private Line line(int from, int end) {
        boolean isStatic = tokens.at(from + 1).equals("static");
        boolean isModule =
                tokens.at(from + 1).equals("module") && !tokens.at(from + 2).equals(".");
        StringBuilder name = new StringBuilder();
        for (int i = from + (isStatic || isModule ? 2 : 1); i < end; i++) {
            name.append(JavaTokens.unescape(tokens.at(i)));
        }
        boolean onDemand = name.toString().endsWith(".*");
        return new Line(
                new Range(tokens.start(from), tokens.end(end)),
                onDemand ? name.substring(0, name.length() - 2) : name.toString(),
                isStatic,
                onDemand,
                isModule);
    }

    /// In the order of the file.
    public List<Line> lines() {
        return lines;
    }

    /// Where `package …;` stands; null in the unnamed package.
    public @Nullable Range packageDeclaration() {
        return packageStart < 0 ? null : new Range(packageStart, packageEnd);
    }

    /// The type will be imported by its name.
    public void add(String type) {
        added.add(type);
    }

    /// The same of a nested type.
    ///
    /// @param around the types around it
    public void add(String type, Set<String> around) {
        added.add(type);
        outer.addAll(around);
    }

    /// The line will go.
    public void remove(Line line) {
        removed.add(line);
    }

    /// Whether what stands at an offset goes with a removed line.
    public boolean removes(int offset) {
        return removed.stream().anyMatch(line -> line.range().contains(offset));
    }

    /// Disjoint.
    public List<PlannedEdit> edits() {
        SortedMap<Range, List<Piece>> edits = new TreeMap<>();
        removals().forEach(range -> edits.put(range, new ArrayList<>()));
        for (String type : added) {
            Place place = place(type);
            Range at = edits.keySet().stream()
                    .filter(range -> range.start() <= place.at() && place.at() <= range.end())
                    .findFirst()
                    .orElseGet(() -> new Range(place.at(), place.at()));
            List<Piece> pieces = edits.computeIfAbsent(at, range -> new ArrayList<>());
            String before = pieces.isEmpty() ? place.before() : place.between();
            pieces.add(DottedName.piece(
                    before + "import ",
                    type,
                    name -> outer.contains(name) ? Set.of(Role.TYPE_REFERENCE) : IMPORT,
                    ";" + place.after()));
        }
        List<PlannedEdit> all = new ArrayList<>();
        for (Map.Entry<Range, List<Piece>> each : edits.entrySet()) {
            all.add(new PlannedEdit(each.getKey(), each.getValue()));
        }
        return all;
    }

    /// Where an import is written.
    ///
    /// @param before written before the first one there; @param between before any other
    private record Place(int at, String before, String between, String after) {}

    private Place place(String type) {
        List<Line> candidates = lines.stream()
                .filter(line -> !line.isStatic() && !line.isModule())
                .toList();
        if (!candidates.isEmpty()) {
            return among(group(candidates, type), type);
        }
        if (!lines.isEmpty()) {
            int first = lines.getFirst().range().start();
            return new Place(first, "", "", newline);
        }
        if (packageEnd < 0) {
            return new Place(startOfText(), "", "", newline);
        }
        int line = nextLine(packageEnd);
        boolean alone = line > packageEnd && sourceLines.endsWithCommentAt(packageEnd);
        if (!alone) {
            boolean end = text.substring(packageEnd).isBlank();
            return end ? new Place(packageEnd, newline + newline, newline, "") : new Place(packageEnd, " ", " ", "");
        }
        boolean blank =
                nextLine(line) == line || text.substring(line, nextLine(line)).isBlank();
        return blank ? new Place(line, newline, "", newline) : new Place(line, "", "", newline);
    }

    private int startOfText() {
        return text.startsWith("\uFEFF") ? 1 : 0;
    }

    /// The imports without a blank line between them that are most like the new one.
    private List<Line> group(List<Line> candidates, String type) {
        List<Line> best = List.of();
        int most = -1;
        for (List<Line> group : groups(candidates)) {
            int alike = group.stream()
                    .mapToInt(line -> alike(line.name(), type))
                    .max()
                    .orElse(0);
            if (alike > most) {
                best = group;
                most = alike;
            }
        }
        return best;
    }

    private List<List<Line>> groups(List<Line> candidates) {
        List<List<Line>> groups = new ArrayList<>();
        int end = -1;
        for (Line line : candidates) {
            boolean apart = end < 0
                    || text.substring(end, line.range().start())
                                    .chars()
                                    .filter(c -> c == '\n')
                                    .count()
                            > 1;
            if (apart) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(line);
            end = line.range().end();
        }
        return groups;
    }

    private static int alike(String name, String type) {
        List<String> a = DottedName.words(name);
        List<String> b = DottedName.words(type);
        int same = 0;
        while (same < a.size() && same < b.size() && a.get(same).equals(b.get(same))) {
            same++;
        }
        return same;
    }

    private Place among(List<Line> group, String type) {
        for (Line line : group) {
            if (line.name().compareTo(type) > 0) {
                return new Place(line.range().start(), "", "", newline);
            }
        }
        int end = group.getLast().range().end();
        int next = nextLine(end);
        boolean lineEnds = next > end && text.substring(end, next).endsWith("\n");
        boolean alone = lineEnds && sourceLines.endsWithCommentAt(end);
        return alone ? new Place(next, "", "", newline) : new Place(end, newline, newline, "");
    }

    private int nextLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }

    /// A line that held nothing else goes as a whole, and with the last of several a blank line.
    private List<Range> removals() {
        List<Range> ranges = new ArrayList<>();
        for (Line line : lines) {
            if (removed.contains(line)) {
                ranges.add(removal(line.range()));
            }
        }
        List<Range> joined = new ArrayList<>();
        for (Range range : ranges) {
            // The blank between two of a line goes with the first, and with the second.
            boolean touches = !joined.isEmpty() && joined.getLast().end() >= range.start();
            if (touches) {
                joined.add(new Range(joined.removeLast().start(), range.end()));
            } else {
                joined.add(range);
            }
        }
        return joined.stream().map(this::ofLine).map(this::withBlankLine).toList();
    }

    /// What several of a line that go leave of it.
    private Range ofLine(Range range) {
        boolean first = range.start() == 0 || text.charAt(range.start() - 1) == '\n';
        if (!first || text.charAt(range.end() - 1) == '\n') {
            return range;
        }
        int end = sourceLines.endsWithCommentAt(range.end())
                ? nextLine(range.end())
                : sourceLines.pastBlanks(range.end());
        return new Range(range.start(), end);
    }

    private Range removal(Range line) {
        int start = line.start();
        while (start > 0 && " \t".indexOf(text.charAt(start - 1)) >= 0) {
            start--;
        }
        int next = nextLine(line.end());
        boolean first = start == 0 || text.charAt(start - 1) == '\n';
        boolean last = sourceLines.endsWithCommentAt(line.end());
        if (first && last) {
            return new Range(start, next);
        }
        return first ? new Range(line.start(), sourceLines.pastBlanks(line.end())) : new Range(start, line.end());
    }

    /// Two blank lines would stand where one did.
    private Range withBlankLine(Range range) {
        boolean wholeLines = range.end() > 0 && text.charAt(range.end() - 1) == '\n';
        int above = text.lastIndexOf('\n', Math.max(0, range.start() - 2)) + 1;
        boolean before =
                range.start() < 2 || text.substring(above, range.start()).isBlank();
        int next = nextLine(range.end());
        boolean after = next > range.end() && text.substring(range.end(), next).isBlank();
        return wholeLines && before && after && added.isEmpty() ? new Range(range.start(), next) : range;
    }
}
