package dev.refactory.refactor.text;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.text.Annotations.Annotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The repository's classes that are mapped to tables, by annotations of JPA and of Spring Data. What
/// no annotation names follows the conventions: JPA's (the name itself) and Spring's (in snake case).
final class Entities {
    /// Files read for one plan; with more, no name of an entity counts as the only one.
    static final int MAX_FILES = 2_000;

    private static final List<String> JPA = List.of("jakarta.persistence.", "javax.persistence.");
    private static final List<String> ANNOTATIONS = List.of(
            "Entity",
            "Table",
            "SecondaryTable",
            "MappedSuperclass",
            "Embeddable",
            "Column",
            "JoinColumn",
            "JoinTable",
            "CollectionTable",
            "Id",
            "EmbeddedId",
            "Transient");
    private static final List<String> SPRING_DATA = List.of(
            "org.springframework.data.relational.core.mapping.Table",
            "org.springframework.data.relational.core.mapping.Column");

    private final SortedMap<String, Entity> bySymbol = new TreeMap<>();
    private final Map<String, List<Entity>> byName = new HashMap<>();
    private final Members members;
    private final boolean complete;

    private Entities(GraphView graph, Recipe.Sources sources, Members members) {
        this.members = members;
        SortedSet<String> marks = new TreeSet<>(SPRING_DATA);
        for (String simple : ANNOTATIONS) {
            JPA.forEach(prefix -> marks.add(prefix + simple));
            marks.add("?" + simple);
        }
        Set<String> paths = new LinkedHashSet<>();
        graph.occurrencesOf(marks).forEach((path, places) -> {
            if (places.stream().anyMatch(place -> place.has(Role.ANNOTATION_USE))) {
                paths.add(path);
            }
        });
        this.complete = paths.size() <= MAX_FILES;
        List<String> read = paths.stream().limit(MAX_FILES).toList();
        graph.occurrencesIn(read).forEach((path, occurrences) -> {
            String text = sources.text(path).text();
            List<Annotation> known = Annotations.of(text, occurrences).stream()
                    .filter(each -> marks.contains(each.symbol()) && imported(each, text))
                    .toList();
            read(path, known, occurrences);
        });
        shareTables(graph, bySymbol);
        bySymbol.values().stream()
                .filter(entity -> !entity.name().isEmpty())
                .forEach(entity -> byName.computeIfAbsent(entity.name(), name -> new ArrayList<>())
                        .add(entity));
    }

    static Entities of(GraphView graph, Recipe.Sources sources, Members members) {
        return new Entities(graph, sources, members);
    }

    /// Where the compiler has no class for it, the import or the name as it is written says which one it is.
    private static boolean imported(Annotation annotation, String text) {
        if (!annotation.symbol().startsWith("?")) {
            return true;
        }
        String simple = annotation.symbol().substring(1);
        Stream<String> ours = Stream.concat(
                JPA.stream().map(prefix -> prefix + simple),
                SPRING_DATA.stream().filter(name -> name.endsWith("." + simple)));
        return ours.anyMatch(name -> text.contains("import " + name + ";")
                        || text.startsWith(name, annotation.range().end() - name.length()))
                || JPA.stream().anyMatch(prefix -> text.contains("import " + prefix + "*;"));
    }

    Optional<Entity> of(String type) {
        return Optional.ofNullable(bySymbol.get(type));
    }

    boolean isEmpty() {
        return bySymbol.isEmpty();
    }

    /// What JPQL calls `name`.
    List<Entity> named(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /// Whether the name means one class of the repository.
    boolean isUnique(String name) {
        return complete && named(name).size() == 1;
    }

    List<Entity> all() {
        return List.copyOf(bySymbol.values());
    }

    /// The member that JPQL means by `name` on an object of `type`.
    Optional<SymbolInfo> attribute(String type, String name) {
        boolean properties = of(type).filter(Entity::properties).isPresent();
        return properties
                ? members.getter(type, name)
                : members.named(type, name, false).stream()
                        .filter(field -> !field.has("static"))
                        .findFirst();
    }

    private void read(String path, List<Annotation> known, List<Occurrence> occurrences) {
        SortedSet<String> types = new TreeSet<>();
        known.forEach(each -> types.add(SymbolSpelling.typeOf(each.target())));
        types.remove("");
        for (String type : types) {
            SymbolInfo info = members.type(type).orElse(null);
            if (info != null && info.kind() != SymbolKind.ANNOTATION) {
                bySymbol.put(type, entity(path, info, known, occurrences));
            }
        }
    }

    private Entity entity(String path, SymbolInfo info, List<Annotation> known, List<Occurrence> occurrences) {
        List<Annotation> own = known.stream()
                .filter(each -> each.target().equals(info.symbol()))
                .toList();
        boolean isEntity = own.stream().anyMatch(each -> simple(each).equals("Entity"));
        String given = own.stream()
                .filter(each -> simple(each).equals("Entity"))
                .findFirst()
                .flatMap(each -> each.string("name"))
                .orElse("");
        String name = !given.isEmpty() ? given : isEntity ? info.name() : "";
        List<Entity.Table> tables = new ArrayList<>();
        boolean table = own.stream().anyMatch(each -> simple(each).equals("Table"));
        if ((isEntity || table)
                && own.stream()
                        .noneMatch(each ->
                                simple(each).equals("Table") && given(each).isPresent())) {
            Range at = occurrences.stream()
                    .filter(place -> place.symbol().equals(info.symbol()) && place.has(Role.DEFINITION))
                    .map(Occurrence::range)
                    .findFirst()
                    .orElse(new Range(0, 0));
            for (String convention : conventions(name.isEmpty() ? info.name() : name)) {
                tables.add(new Entity.Table("", convention, false, at));
            }
        }
        own.stream()
                .filter(each -> simple(each).equals("Table") || simple(each).equals("SecondaryTable"))
                .forEach(each -> given(each)
                        .ifPresent(explicit -> tables.add(
                                new Entity.Table(each.string("schema").orElse(""), explicit, true, each.range()))));
        List<Annotation> inside = known.stream()
                .filter(each -> each.target().startsWith(info.symbol() + "#"))
                .toList();
        boolean properties = inside.stream()
                .anyMatch(each -> simple(each).endsWith("Id") && each.target().endsWith(")"));
        return new Entity(info.symbol(), path, name, !given.isEmpty(), tables, columns(info, inside), properties);
    }

    /// Below another entity it shares that one's table, unless an annotation gives it one.
    private static void shareTables(GraphView graph, SortedMap<String, Entity> entities) {
        Map<String, String> above = new HashMap<>();
        graph.relationsFrom(Relation.Kind.EXTENDS, entities.keySet())
                .forEach(relation -> above.put(relation.from(), relation.to()));
        entities.replaceAll((symbol, entity) -> {
            Entity base = entities.get(above.getOrDefault(symbol, ""));
            boolean own = entity.tables().stream().anyMatch(Entity.Table::explicit);
            return own || base == null || base.name().isEmpty() ? entity : entity.withoutTables();
        });
    }

    private Map<String, List<Entity.Column>> columns(SymbolInfo info, List<Annotation> inside) {
        Map<String, List<Entity.Column>> columns = new HashMap<>();
        for (Annotation each : inside) {
            List<Entity.Column> of = columns.computeIfAbsent(each.target(), target -> new ArrayList<>());
            String table = each.string("table").orElse("");
            if (simple(each).equals("Column") || simple(each).equals("JoinColumn")) {
                given(each).ifPresent(name -> of.add(new Entity.Column(table, name, true)));
            }
        }
        return columns;
    }

    /// What a name becomes in the database when nothing says so: as JPA and as Spring have it.
    static SortedSet<String> conventions(String name) {
        SortedSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.add(name);
        names.add(snakeCase(name));
        return names;
    }

    static String snakeCase(String name) {
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean starts = i > 0
                    && i + 1 < name.length()
                    && Character.isLowerCase(name.charAt(i - 1))
                    && Character.isUpperCase(c)
                    && Character.isLowerCase(name.charAt(i + 1));
            snake.append(starts ? "_" : "").append(c);
        }
        return snake.toString().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> given(Annotation annotation) {
        return annotation
                .string("name")
                .or(() -> annotation.symbol().contains("persistence.")
                                || annotation.symbol().startsWith("?")
                        ? Optional.empty()
                        : annotation.string("value"))
                .map(Entities::unquoted);
    }

    /// Quoted in the annotation, so that the database tells case apart.
    private static String unquoted(String name) {
        boolean quoted = name.length() > 2 && (name.startsWith("`") || name.startsWith("\""));
        return quoted ? name.substring(1, name.length() - 1) : name;
    }

    private static String simple(Annotation annotation) {
        String name = annotation.symbol();
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('?')) + 1);
    }
}
