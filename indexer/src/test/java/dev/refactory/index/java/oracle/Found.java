package dev.refactory.index.java.oracle;

import dev.refactory.graph.model.Role;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/// What one file says, as lines that can be compared.
public final class Found {
    private record Place(int start, int end, String symbol) {}

    private final Spelling spelling;
    private final int shift;
    private final Map<Place, Set<Role>> places = new HashMap<>();
    private final Set<String> relations = new TreeSet<>();
    private final Map<String, Element> elements = new HashMap<>();

    /// @param shift characters before the text the compiler sees
    Found(Spelling spelling, int shift) {
        this.spelling = spelling;
        this.shift = shift;
    }

    void add(Written.@Nullable Token token, @Nullable Element element, Role... roles) {
        if (token != null) {
            add(token.start(), token.end(), element, roles);
        }
    }

    void add(int start, int end, @Nullable Element element, Role... roles) {
        String symbol = element == null ? null : spelling.of(element);
        if (element != null && symbol != null) {
            elements.put(symbol, spelling.canonical(element));
            places.computeIfAbsent(new Place(start + shift, end + shift, symbol), place -> EnumSet.noneOf(Role.class))
                    .addAll(List.of(roles));
        }
    }

    void addPackage(int start, int end, String name, Role role) {
        places.computeIfAbsent(new Place(start + shift, end + shift, name), place -> EnumSet.noneOf(Role.class))
                .add(role);
    }

    /// What a comment names, which may be nothing the compiler knows.
    void add(int start, int end, @Nullable Element element, String name, Role role) {
        if (element != null) {
            add(start, end, element, role);
        } else {
            places.computeIfAbsent(
                            new Place(start + shift, end + shift, "?" + name), place -> EnumSet.noneOf(Role.class))
                    .add(role);
        }
    }

    void relate(Element from, String kind, Element to) {
        String subject = spelling.of(from);
        String target = spelling.of(to);
        if (subject != null && target != null && !subject.equals(target)) {
            elements.put(target, to);
            relations.add(subject + " " + kind + " " + target);
        }
    }

    Answer answer() {
        Set<String> names = new TreeSet<>();
        places.forEach(
                (place, roles) -> names.add(place.start() + ".." + place.end() + " " + roles + " " + place.symbol()));
        Map<String, String> descriptions = new HashMap<>();
        elements.forEach((symbol, element) ->
                descriptions.put(symbol, spelling.description(element).strip()));
        return new Answer(names, relations, descriptions);
    }

    /// @param names `start..end [roles] symbol`
    /// @param relations `subject KIND target`
    /// @param descriptions by symbol
    public record Answer(Set<String> names, Set<String> relations, Map<String, String> descriptions) {}
}
