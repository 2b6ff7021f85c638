package dev.refactory.refactor.text;

import dev.refactory.refactor.text.DottedNames.Name;
import dev.refactory.refactor.text.PageParts.Attribute;
import dev.refactory.refactor.text.PageParts.Kind;
import dev.refactory.refactor.text.PageParts.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A Thymeleaf template: what its expressions name by `T(…)` and `new`, and properties of what is
/// probably meant. Expressions stand in attributes of Thymeleaf and in double brackets; anything else
/// that looks like one is the browser's.
final class TemplatePage {
    private final String text;
    private final List<Named> found = new ArrayList<>();
    private final PageNames names;
    /// Where attributes of Thymeleaf begin, to where they end.
    private final TreeMap<Integer, Integer> evaluated = new TreeMap<>();
    /// What is selected from there on; empty when nothing tells its type.
    private final TreeMap<Integer, String> selected = new TreeMap<>();
    private final Set<String> own = new HashSet<>();

    private TemplatePage(String text, Members members) {
        this.text = text;
        this.names = new PageNames(members, found);
    }

    static boolean isTemplate(String text) {
        return text.contains("th:") || text.contains("data-th-");
    }

    /// By no order.
    static List<Named> names(String text, Members members) {
        TemplatePage page = new TemplatePage(text, members);
        List<Part> parts = PageParts.of(text);
        parts.stream().filter(part -> part.kind() == Kind.TAG).forEach(page::tag);
        for (Part part : parts) {
            boolean expression = part.kind() == Kind.EXPRESSION || part.kind() == Kind.SELECTION;
            if (expression && page.isEvaluated(part.start())) {
                page.expression(part);
            }
        }
        return page.found;
    }

    private void tag(Part tag) {
        for (Attribute attribute : PageParts.attributes(text, tag)) {
            String name = attribute.name().startsWith("data-th-")
                    ? attribute.name().substring("data-th-".length())
                    : attribute.name().startsWith("th:") ? attribute.name().substring("th:".length()) : "";
            if (name.isEmpty()) {
                continue;
            }
            evaluated.put(attribute.start(), attribute.end());
            String value = attribute.value(text).strip();
            if (name.equals("object")) {
                selected.put(attribute.end(), object(value));
            } else if (name.equals("each") || name.equals("with")) {
                DottedNames.in(text, attribute.start(), attribute.end()).stream()
                        .filter(each -> each.words().size() == 1
                                && (each.after().equals(":")
                                        || each.after().equals(",")
                                        || each.after().equals("=")))
                        .forEach(each -> own.add(each.words().getFirst()));
            }
        }
    }

    private String object(String value) {
        boolean plain = value.length() > 3 && value.startsWith("${") && value.endsWith("}");
        String name = plain ? value.substring(2, value.length() - 1).strip() : "";
        boolean simple = !name.isEmpty() && name.chars().allMatch(Character::isJavaIdentifierPart);
        String type = simple && !own.contains(name) ? names.usualTypeOf(name) : null;
        return type == null ? "" : type;
    }

    private boolean isEvaluated(int start) {
        Map.Entry<Integer, Integer> attribute = evaluated.floorEntry(start);
        return attribute != null && start <= attribute.getValue()
                || text.startsWith("[[", start - 4)
                || text.startsWith("[(", start - 4);
    }

    private void expression(Part part) {
        List<Name> all = DottedNames.in(text, part.start(), part.end());
        String owner = null;
        for (int i = 0; i < all.size(); i++) {
            Name name = all.get(i);
            Name before = i == 0 ? null : all.get(i - 1);
            if (before != null && isTypeOperator(before) && name.before().equals("(")) {
                owner = name.after().equals(")") ? type(name) : null;
                continue;
            }
            if (owner != null && name.before().equals(".")) {
                names.member(name, 0, owner, true);
            } else if (name.before().equals("new")) {
                names.qualified(name, true);
            } else if (!name.before().equals(".")
                    && !name.before().equals("#")
                    && !name.before().equals("@")) {
                root(part, name);
            }
            owner = null;
        }
    }

    private static boolean isTypeOperator(Name name) {
        return name.words().equals(List.of("T"))
                && name.after().equals("(")
                && !name.before().equals(".");
    }

    /// The whole name is a type's, or nothing is.
    private @Nullable String type(Name name) {
        int before = found.size();
        int words = names.qualified(name, true);
        if (words == name.words().size()) {
            return found.getLast().symbols().getFirst();
        }
        found.subList(before, found.size()).clear();
        return null;
    }

    private void root(Part part, Name name) {
        if (part.kind() == Kind.SELECTION) {
            Map.Entry<Integer, String> object = selected.floorEntry(part.start());
            if (object != null && !object.getValue().isEmpty()) {
                names.properties(name, 0, object.getValue(), false);
            }
        } else if (name.words().size() > 1 && !own.contains(name.words().getFirst())) {
            String usual = names.usualTypeOf(name.words().getFirst());
            if (usual != null) {
                names.properties(name, 1, usual, false);
            }
        }
    }
}
