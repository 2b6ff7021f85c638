package dev.refactory.benchmarks.differential;

import static dev.refactory.benchmarks.differential.RequestChoice.any;

import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// Annotations that the library uses: taken away everywhere, or given or stripped of an attribute everywhere, since
/// OpenRewrite's core knows no narrower place.
final class AnnotationRequests {
    /// An attribute with a value as Java writes it, and as OpenRewrite takes it.
    private record Attribute(String type, String name, String java, String words) {}

    private static final List<Attribute> SENSIBLE = List.of(
            new Attribute("java.lang.Deprecated", "since", "\"9\"", "9"),
            new Attribute("java.lang.Deprecated", "forRemoval", "true", "true"),
            new Attribute("java.lang.SuppressWarnings", "value", "\"all\"", "all"),
            new Attribute(
                    "java.lang.annotation.Retention",
                    "value",
                    "java.lang.annotation.RetentionPolicy.CLASS",
                    "java.lang.annotation.RetentionPolicy.CLASS"),
            new Attribute("java.lang.SuppressWarnings", "nonsense", "\"all\"", "all"),
            new Attribute("com.google.errorprone.annotations.InlineMe", "replacement", "\"this\"", "this"));

    private final AttributedTree tree;
    private final List<String> used;
    private final List<String> own;

    AnnotationRequests(AttributedTree tree) {
        this.tree = tree;
        Set<String> all = new TreeSet<>(tree.graph().mentioned(List.of(SymbolKind.ANNOTATION), ""));
        own = tree.graph().declared(List.of(SymbolKind.ANNOTATION), "");
        all.addAll(own);
        all.removeIf(type -> tree.graph().occurrencesOf(List.of(type)).values().stream()
                .flatMap(List::stream)
                .noneMatch(place -> place.has(Role.ANNOTATION_USE)));
        used = List.copyOf(all);
    }

    Optional<RequestChoice.Draft> removal(RandomGenerator random) {
        if (used.isEmpty()) {
            return Optional.empty();
        }
        String type = any(used, random);
        return Optional.of(new RequestChoice.Draft(
                type + " from everything",
                new Request.Asked("remove-annotation", Map.of("annotation", type, "on", "**")),
                new Request.Asked("RemoveAnnotation", Map.of("type", TypeRequests.binary(type))),
                List.of(TypeRequests.simple(type))));
    }

    Optional<RequestChoice.Draft> change(RandomGenerator random) {
        List<Attribute> choice = new ArrayList<>(SENSIBLE);
        choice.removeIf(each -> !used.contains(each.type()));
        for (String type : own.stream().filter(used::contains).toList()) {
            tree.graph().membersOf(type).stream()
                    .filter(member -> member.kind() == SymbolKind.METHOD)
                    .forEach(member -> {
                        if (member.signature().contains("boolean ")) {
                            choice.add(new Attribute(type, member.name(), "true", "true"));
                        } else if (member.signature().contains("String ")) {
                            choice.add(new Attribute(type, member.name(), "\"other\"", "other"));
                        }
                    });
        }
        if (choice.isEmpty()) {
            return Optional.empty();
        }
        Attribute attribute = any(choice, random);
        boolean removed = random.nextInt(4) == 0;
        Map<String, String> ours =
                new TreeMap<>(Map.of("annotation", attribute.type(), "on", "**", "attribute", attribute.name()));
        Map<String, String> theirs =
                new TreeMap<>(Map.of("type", TypeRequests.binary(attribute.type()), "attribute", attribute.name()));
        if (!removed) {
            ours.put("value", attribute.java());
            theirs.put("value", attribute.words());
        }
        return Optional.of(new RequestChoice.Draft(
                attribute.type() + " " + attribute.name() + (removed ? " removed" : " = " + attribute.java()),
                new Request.Asked("change-annotation", ours),
                new Request.Asked(removed ? "RemoveAnnotationAttribute" : "AddOrUpdateAnnotationAttribute", theirs),
                List.of(TypeRequests.simple(attribute.type()), attribute.name())));
    }
}
