package dev.refactory.refactor.text;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.SourceText;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Some members, looked for in one file after the other.
final class MemberSearch {
    /// Longer names are nobody's.
    private static final int MAX_NAME = 500;

    private final TextReferences.MemberNames asked;
    private final Members members;
    private final Entities entities;
    private final Set<String> simpleNames = new TreeSet<>();
    private final Set<String> properties = new TreeSet<>();
    private final Set<String> types = new TreeSet<>();
    private final List<Mapped> mapped = new ArrayList<>();
    private final List<TextPlace> places = new ArrayList<>();
    private final SortedMap<String, String> names = new TreeMap<>();

    /// A column of a member.
    ///
    /// @param tables it may be in
    private record Mapped(String member, String column, boolean explicit, List<Entity.Table> tables) {}

    MemberSearch(TextReferences.MemberNames asked, GraphView graph, Members members, Entities entities) {
        this.asked = asked;
        this.members = members;
        this.entities = entities;
        for (String member : asked.newNames().keySet()) {
            String name = SymbolSpelling.simpleName(member);
            simpleNames.add(name);
            names.putIfAbsent(name, String.valueOf(asked.newNames().get(member)));
            String property = Members.propertyRead(name);
            String written = Members.propertyWritten(name);
            if (member.indexOf('(') > 0 && (property != null || written != null)) {
                properties.add(property == null ? String.valueOf(written) : property);
            }
            types.add(SymbolSpelling.typeOf(member));
            columns(member, graph);
        }
    }

    private void columns(String member, GraphView graph) {
        String type = SymbolSpelling.typeOf(member);
        Entity owner = entities.of(type).orElse(null);
        if (owner == null) {
            return;
        }
        List<Entity.Column> given = owner.columns().getOrDefault(member, List.of());
        String attribute = attribute(owner, member);
        List<Entity.Table> tables = new ArrayList<>();
        for (String below : graph.withSubtypes(List.of(type))) {
            entities.of(below).ifPresent(each -> tables.addAll(each.tables()));
        }
        for (Entity.Column column : given) {
            mapped.add(new Mapped(member, column.name(), true, of(column.table(), tables)));
        }
        if (given.isEmpty() && attribute != null) {
            Entities.conventions(attribute).forEach(name -> mapped.add(new Mapped(member, name, false, tables)));
        }
    }

    private static List<Entity.Table> of(String table, List<Entity.Table> tables) {
        List<Entity.Table> named = tables.stream()
                .filter(each -> each.name().equalsIgnoreCase(table))
                .toList();
        return named.isEmpty() ? tables : named;
    }

    /// The attribute that a member is mapped as, if it is.
    private @Nullable String attribute(Entity owner, String member) {
        String name = SymbolSpelling.simpleName(member);
        String attribute = member.indexOf('(') > 0 ? Members.propertyRead(name) : name;
        boolean own = attribute != null
                && entities.attribute(owner.symbol(), attribute)
                        .filter(found -> found.symbol().equals(member))
                        .isPresent();
        return own ? attribute : null;
    }

    List<TextSearch.Needle> needles() {
        List<TextSearch.Needle> needles = new ArrayList<>();
        boolean queries = !entities.isEmpty();
        for (String name : simpleNames) {
            needles.add(new TextSearch.Needle(name, false, file -> queries || !file.isJava()));
        }
        for (String name : properties) {
            needles.add(new TextSearch.Needle(name, false, file -> queries || !file.isJava()));
        }
        mapped.stream()
                .map(each -> each.column().toLowerCase(Locale.ROOT))
                .distinct()
                .forEach(name -> needles.add(new TextSearch.Needle(name, true, TypeSearch::holdsSql)));
        return needles;
    }

    List<TextPlace> places() {
        return places;
    }

    /// What properties become.
    SortedMap<String, String> names() {
        return names;
    }

    void read(FileInfo file, SourceText source) {
        String text = source.text();
        TextGrammar grammar = TextGrammar.of(file.path());
        FilePlaces here = new FilePlaces(file.path());
        ServerPage page = null;
        switch (grammar) {
            case PAGE -> {
                page = ServerPage.of(text, members);
                add(here, text, page.names(), 0);
            }
            case TEMPLATE -> {
                if (TemplatePage.isTemplate(text)) {
                    add(here, text, TemplatePage.names(text, members), 0);
                }
            }
            case SQL -> columns(here, text, 0, true);
            case XML -> {
                if (file.path().endsWith(".tld")) {
                    add(here, text, TagLibrary.names(text, members), 0);
                }
            }
            case LINES, PROPERTIES, YAML, JSON, OTHER_LANGUAGE, NONE -> {}
        }
        if (file.isJava()) {
            queries(here, text);
        } else if (grammar != TextGrammar.SQL) {
            lookAlikes(here, text, grammar, page);
        }
        boolean writable = asked.newNames().values().stream()
                .allMatch(name -> source.charset().newEncoder().canEncode(name));
        places.addAll(here.all(writable));
    }

    private void add(FilePlaces here, String text, List<Named> found, int base) {
        for (Named name : found) {
            List<String> meant = name.symbols().stream()
                    .filter(asked.newNames()::containsKey)
                    .toList();
            if (!meant.isEmpty()) {
                Range range = new Range(
                        base + name.range().start(), base + name.range().end());
                boolean all = meant.size() == name.symbols().size();
                String written = text.substring(range.start(), range.end());
                boolean certain = name.certain() && all && takes(written, name.form(), meant.getFirst());
                here.add(range, meant.getFirst(), certain, name.mapped());
            }
        }
    }

    /// Whether it is known what becomes of the name at a place.
    private boolean takes(String written, Named.Form form, String member) {
        String newName = String.valueOf(asked.newNames().get(member));
        String becomes = switch (form) {
            case SIMPLE -> newName;
            case READ -> Members.propertyRead(newName);
            case WRITTEN -> Members.propertyWritten(newName);
        };
        if (becomes == null) {
            return false;
        }
        return becomes.equals(names.computeIfAbsent(written, each -> becomes));
    }

    private void queries(FilePlaces here, String text) {
        for (QueryLiterals.Query query : QueryLiterals.of(text)) {
            boolean sure = query.language() == QueryLiterals.Language.JPQL
                    || query.language() == QueryLiterals.Language.EITHER && Jpql.selectsObjects(query.text());
            if (query.language() != QueryLiterals.Language.SQL) {
                List<Named> found = Jpql.names(query.text(), entities, members).stream()
                        .map(name -> sure ? name : name.unsure())
                        .toList();
                add(here, text, found, query.start());
            }
            if (!sure) {
                columns(here, query.text(), query.start(), query.language() == QueryLiterals.Language.SQL);
            }
        }
    }

    private void columns(FilePlaces here, String sql, int base, boolean sure) {
        Set<String> wanted = new LinkedHashSet<>();
        mapped.forEach(each -> wanted.add(each.column().toLowerCase(Locale.ROOT)));
        if (wanted.isEmpty()) {
            return;
        }
        for (SqlNames.Column column : SqlNames.of(sql, wanted).columns()) {
            for (Mapped each : mapped) {
                boolean could = each.column().equalsIgnoreCase(column.name())
                        && each.tables().stream().anyMatch(table -> table.couldBe(column.table()));
                if (could) {
                    boolean must = each.explicit()
                            && column.certain()
                            && each.tables().stream().anyMatch(table -> table.mustBe(column.table()));
                    Range range = new Range(
                            base + column.range().start(), base + column.range().end());
                    here.add(range, each.member(), sure && must, true);
                }
            }
        }
    }

    /// `Type#member` and its like; any use of the name in code that is not read and mentions the type.
    private void lookAlikes(FilePlaces here, String text, TextGrammar grammar, @Nullable ServerPage page) {
        boolean code = grammar == TextGrammar.OTHER_LANGUAGE || page != null;
        boolean mentioned = code
                && types.stream()
                        .anyMatch(type -> !QualifiedNames.words(text, SymbolSpelling.simpleName(type))
                                .isEmpty());
        for (String name : simpleNames) {
            for (int at : QualifiedNames.words(text, name)) {
                boolean used = mentioned && (page == null || page.isSelected(at));
                boolean prose = page == null || !page.isCode(at);
                if (used || prose && types.stream().anyMatch(type -> qualifies(text, at, type))) {
                    here.add(new Range(at, at + name.length()), asked.shown(), false, false);
                }
            }
        }
    }

    /// Whether the type's name, as much of it as is written, stands before the member.
    private static boolean qualifies(String text, int at, String type) {
        for (String separator : List.of("#", ".", "::")) {
            int end = at - separator.length();
            if (end <= 0 || !text.startsWith(separator, end)) {
                continue;
            }
            int start = end;
            while (start > Math.max(0, end - MAX_NAME)
                    && (QualifiedNames.isPart(text, start - 1) || text.charAt(start - 1) == '.')) {
                start--;
            }
            String written = text.substring(start, end).replace('$', '.');
            if (!written.isEmpty() && ("." + type).endsWith("." + written)) {
                return true;
            }
        }
        return false;
    }

    /// What becomes of the column when the attribute gets another name.
    Optional<Finding> mappingNote(Recipe.Sources sources) {
        for (Mapped each : mapped) {
            String name = SymbolSpelling.simpleName(each.member());
            String newName = String.valueOf(asked.newNames().get(each.member()));
            String path = members.path(each.member());
            if (newName.equals(name) || path == null) {
                continue;
            }
            long named = places.stream().filter(TextPlace::mapped).count();
            String becomes = each.member().indexOf('(') > 0 ? Members.propertyRead(newName) : newName;
            if (each.explicit() && named == 0 || each.tables().isEmpty()) {
                return Optional.empty();
            }
            String sentence = each.explicit()
                    ? Counted.of((int) named, "place") + " in SQL may name " + each.member() + " by its column "
                            + each.column() + " and " + (named == 1 ? "stays." : "stay.")
                    : "No annotation names the column of " + each.member() + ": by convention it becomes "
                            + (becomes == null ? "another" : String.join(" or ", Entities.conventions(becomes)))
                            + "; " + Counted.of((int) named, "place")
                            + " in SQL may name it. Give it its name with @Column, or rename it in the database.";
            String level = each.explicit() ? "note" : "warning";
            return Optional.of(TextReferences.at(
                    sources, path, members.definition(each.member()), asked.shown(), level, sentence));
        }
        return Optional.empty();
    }
}
