package dev.refactory.refactor.text;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.SourceText;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.recipe.Recipe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One type, looked for in one file after the other.
final class TypeSearch {
    private final TextReferences.TypeName type;
    private final Members members;
    private final Entities entities;
    private final @Nullable Entity entity;
    private final List<TextPlace> places = new ArrayList<>();

    TypeSearch(TextReferences.TypeName type, Members members, Entities entities) {
        this.type = type;
        this.members = members;
        this.entities = entities;
        this.entity = entities.of(type.symbol()).orElse(null);
    }

    List<TextSearch.Needle> needles() {
        List<TextSearch.Needle> needles = new ArrayList<>();
        needles.add(new TextSearch.Needle(type.simpleName(), false, file -> true));
        if (entity != null && !entity.name().isEmpty() && !entity.name().equals(type.simpleName())) {
            needles.add(new TextSearch.Needle(entity.name(), false, FileInfo::isJava));
        }
        if (entity != null) {
            entity.tables().stream()
                    .map(Entity.Table::name)
                    .distinct()
                    .forEach(name -> needles.add(new TextSearch.Needle(name, true, TypeSearch::holdsSql)));
        }
        return needles;
    }

    static boolean holdsSql(FileInfo file) {
        return file.isJava() || TextGrammar.of(file.path()) == TextGrammar.SQL;
    }

    List<TextPlace> places() {
        return places;
    }

    void read(FileInfo file, SourceText source) {
        String text = source.text();
        FilePlaces here = new FilePlaces(file.path());
        boolean clash = false;
        switch (TextGrammar.of(file.path())) {
            case PAGE -> {
                ServerPage page = ServerPage.of(text, members);
                clash = type.renamed() && page.knows(type.newName());
                add(here, page.names(), 0);
            }
            case TEMPLATE -> {
                if (TemplatePage.isTemplate(text)) {
                    add(here, TemplatePage.names(text, members), 0);
                }
            }
            case SQL -> tables(here, SqlNames.of(text, Set.of()), 0, true);
            case XML -> {
                if (file.path().endsWith(".tld")) {
                    add(here, TagLibrary.names(text, members), 0);
                }
            }
            case LINES, PROPERTIES, YAML, JSON, OTHER_LANGUAGE, NONE -> {}
        }
        if (file.isJava() && !entities.isEmpty()) {
            queries(here, text);
        }
        QualifiedNames.of(file, text, type)
                .forEach(place -> here.add(place.range(), type.symbol(), place.certain(), false));
        boolean writable = source.charset().equals(StandardCharsets.UTF_8)
                || source.charset().newEncoder().canEncode(type.newName());
        places.addAll(here.all(writable && !clash));
    }

    private void add(FilePlaces here, List<Named> names, int base) {
        for (Named name : names) {
            if (name.symbols().contains(type.symbol())) {
                Range range = new Range(
                        base + name.range().start(), base + name.range().end());
                here.add(range, type.symbol(), name.certain(), name.mapped());
            }
        }
    }

    private void queries(FilePlaces here, String text) {
        for (QueryLiterals.Query query : QueryLiterals.of(text)) {
            boolean jpql = query.language() == QueryLiterals.Language.JPQL;
            boolean sure =
                    jpql || query.language() == QueryLiterals.Language.EITHER && Jpql.selectsObjects(query.text());
            if (query.language() != QueryLiterals.Language.SQL) {
                List<Named> names = Jpql.names(query.text(), entities, members).stream()
                        .map(name -> sure ? name : name.unsure())
                        .toList();
                add(here, names, query.start());
            }
            if (!jpql && !sure) {
                tables(
                        here,
                        SqlNames.of(query.text(), Set.of()),
                        query.start(),
                        query.language() == QueryLiterals.Language.SQL);
            }
        }
    }

    private void tables(FilePlaces here, SqlNames names, int base, boolean sure) {
        Entity mapped = entity;
        if (mapped == null) {
            return;
        }
        for (SqlNames.Table table : names.tables()) {
            for (Entity.Table own : mapped.tables()) {
                if (own.couldBe(table)) {
                    Range range = new Range(
                            base + table.range().start(), base + table.range().end());
                    here.add(range, type.symbol(), sure && own.mustBe(table), true);
                }
            }
        }
    }

    /// What becomes of the names it is mapped by when the class gets another one.
    Optional<Finding> mappingNote(Recipe.Sources sources) {
        Entity mapped = entity;
        if (mapped == null || !type.renamed()) {
            return Optional.empty();
        }
        long named = places.stream().filter(TextPlace::mapped).count();
        Entity.Table table = mapped.tables().isEmpty() ? null : mapped.tables().getFirst();
        if (table != null && !table.explicit() && !mapped.named()) {
            String called = mapped.name().isEmpty() ? type.simpleName() : mapped.name();
            String sentence = "No annotation names the table of " + type.symbol() + ": by convention it becomes "
                    + conventions(type.newName()) + " instead of " + conventions(called) + "; "
                    + Counted.of((int) named, "place")
                    + " in SQL may name it. Give it its name with @Table, or rename it in the database.";
            return Optional.of(
                    TextReferences.at(sources, mapped.path(), table.at(), type.symbol(), "warning", sentence));
        }
        if (named == 0) {
            return Optional.empty();
        }
        String sentence = Counted.of((int) named, "place") + " in queries and SQL may name " + type.symbol()
                + " by what annotations call it (" + ownNames(mapped) + ") and " + (named == 1 ? "stays." : "stay.");
        Range at = table == null ? new Range(0, 0) : table.at();
        return Optional.of(TextReferences.at(sources, mapped.path(), at, type.symbol(), "note", sentence));
    }

    private static String ownNames(Entity mapped) {
        List<String> names = new ArrayList<>();
        if (mapped.named()) {
            names.add("entity " + mapped.name());
        }
        mapped.tables().stream().filter(Entity.Table::explicit).forEach(table -> names.add("table " + table.name()));
        return String.join(", ", names);
    }

    private static String conventions(String name) {
        return Entities.conventions(name).stream().collect(Collectors.joining(" or "));
    }
}
