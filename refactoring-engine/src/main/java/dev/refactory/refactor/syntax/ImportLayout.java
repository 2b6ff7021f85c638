package dev.refactory.refactor.syntax;

import dev.refactory.refactor.syntax.ImportSection.Import;
import dev.refactory.refactor.syntax.ImportSection.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// An order of imports, written as entries: `,` puts one behind the other, `|` puts a blank line
/// between. An entry is a package, which takes all that is imported from it and from below it, or `*`,
/// which takes what no other entry does; with `static` before it, of static imports. An import belongs
/// to the longest entry that fits, within it the order is alphabetical. Imports of modules come first;
/// static ones last, after a blank line, where nothing is said of them. Immutable.
public final class ImportLayout {
    private static final int MAX_LENGTH = 1_000;
    private static final String STATIC = "static";

    private final String written;
    private final List<Entry> entries;
    private final Comparator<Import> order;

    private ImportLayout(String written, List<Entry> entries, Comparator<String> names) {
        this.written = written;
        this.entries = entries;
        this.order = Comparator.<Import>comparingInt(this::entry).thenComparing(ImportLayout::key, names);
    }

    /// @param prefix a package; empty for all
    /// @param group entries of one have no blank line between them
    private record Entry(Kind kind, String prefix, int group) {
        boolean takes(Import each) {
            return kind == each.kind()
                    && (prefix.isEmpty()
                            || each.name().startsWith(prefix + ".")
                            || each.name().equals(prefix));
        }
    }

    /// What is wrong with a layout.
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String sentence) {
            super(sentence);
        }
    }

    /// @param ignoringCase whether `b` goes before `C` within an entry
    /// @throws Malformed with a sentence that says what is wrong
    public static ImportLayout of(String written, boolean ignoringCase) throws Malformed {
        if (written.length() > MAX_LENGTH) {
            throw new Malformed("it has " + written.length() + " characters, at most " + MAX_LENGTH + " are taken");
        }
        List<Entry> entries = new ArrayList<>(List.of(new Entry(Kind.MODULE, "", -1)));
        int group = 0;
        for (String part : written.split("\\|", -1)) {
            for (String entry : part.split(",", -1)) {
                entries.add(entry(entry.strip(), group));
            }
            group++;
        }
        Set<String> seen = new HashSet<>();
        for (Entry each : entries) {
            if (!seen.add(each.kind() + each.prefix())) {
                throw new Malformed((each.prefix().isEmpty() ? "*" : each.prefix()) + " is in it twice");
            }
        }
        if (!seen.contains(Kind.TYPE.name())) {
            throw new Malformed("it does not say where all other imports go: add *");
        }
        boolean statics = entries.stream().anyMatch(each -> each.kind() == Kind.STATIC);
        if (statics && !seen.contains(Kind.STATIC.name())) {
            throw new Malformed("it does not say where all other static imports go: add static *");
        } else if (!statics) {
            entries.add(new Entry(Kind.STATIC, "", group));
        }
        Comparator<String> ascii = Comparator.naturalOrder();
        return new ImportLayout(
                written, entries, ignoringCase ? String.CASE_INSENSITIVE_ORDER.thenComparing(ascii) : ascii);
    }

    private static Entry entry(String text, int group) throws Malformed {
        boolean statics = text.startsWith(STATIC + " ");
        String name = (statics ? text.substring(STATIC.length()) : text).strip();
        String prefix = name.equals("*") ? "" : name.replaceFirst("\\.\\*\\*?$", "");
        if (!prefix.isEmpty() && !prefix.matches("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*")
                || name.isEmpty()
                || prefix.equals(STATIC)) {
            throw new Malformed(text.isEmpty() ? "an entry is empty" : "\"" + text + "\" is no package, nor *");
        }
        return new Entry(statics ? Kind.STATIC : Kind.TYPE, prefix, group);
    }

    /// As it was given.
    public String written() {
        return written;
    }

    /// Which goes first.
    public Comparator<Import> order() {
        return order;
    }

    /// Whether a blank line stands between two imports, one behind the other.
    public boolean parted(Import before, Import after) {
        return entries.get(entry(before)).group() != entries.get(entry(after)).group();
    }

    private int entry(Import each) {
        int best = 0;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            Entry known = entries.get(best);
            boolean longer = !known.takes(each)
                    || entry.prefix().length() > known.prefix().length();
            best = entry.takes(each) && longer ? i : best;
        }
        return best;
    }

    private static String key(Import each) {
        return each.onDemand() && each.kind() != Kind.MODULE ? each.name() + ".*" : each.name();
    }

    /// How many imports stand behind their neighbours as the layout says.
    public int pairs(ImportSection section) {
        int fitting = 0;
        List<Import> imports = section.imports();
        for (int i = 1; i < imports.size(); i++) {
            Import before = imports.get(i - 1);
            Import after = imports.get(i);
            int blank = blankLines(
                    section, before.statement().end(), after.statement().start());
            boolean parts = parted(before, after) ? blank > 0 : blank == 0;
            fitting += order.compare(before, after) <= 0 && parts ? 1 : 0;
        }
        return fitting;
    }

    /// Whether nothing is to be done.
    public boolean followedBy(ImportSection section) {
        return pairs(section) >= section.imports().size() - 1;
    }

    /// -1 when both ends are on one line. Lines of comments are not blank.
    private static int blankLines(ImportSection section, int from, int to) {
        String text = section.text();
        int blank = -1;
        int at = Lines.next(text, from);
        if (at <= to) {
            blank = 0;
        }
        while (at < to) {
            int end = Lines.endOf(text, at);
            boolean empty = end < to && Lines.blank(text, at, end);
            blank += empty && section.comments().at(at).isEmpty() ? 1 : 0;
            at = Lines.next(text, at);
        }
        return blank;
    }
}
