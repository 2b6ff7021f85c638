package dev.refactory.refactor.text;

import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.text.DottedNames.Name;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Follows names of pages and templates to what the repository declares: types, nested types, members.
final class PageNames {
    /// Words of one name that are looked up.
    private static final int MAX_WORDS = 20;

    private final Members members;
    private final List<Named> found;

    /// @param found takes what is found
    PageNames(Members members, List<Named> found) {
        this.members = members;
        this.found = found;
    }

    /// A name that begins with a package: the type, the types inside of it, and a member of the last.
    ///
    /// @return how many of its words name a type; 0 for none
    int qualified(Name name, boolean certain) {
        for (int count = 2; count <= Math.min(MAX_WORDS, name.words().size()); count++) {
            String type = name.prefix(count);
            if (members.type(type).isPresent()) {
                return fromType(name, count - 1, type, certain);
            }
        }
        return 0;
    }

    /// The word at `at` names `type`; what follows is inside of it.
    ///
    /// @return how many words name a type
    int fromType(Name name, int at, String type, boolean certain) {
        found.add(Named.of(type, name.places().get(at), certain));
        String inner = type;
        int next = at + 1;
        while (next < name.words().size()
                && members.type(inner + "." + name.words().get(next)).isPresent()) {
            inner = inner + "." + name.words().get(next);
            found.add(Named.of(inner, name.places().get(next), certain));
            next++;
        }
        if (next < name.words().size()) {
            member(name, next, inner, certain);
        }
        return next;
    }

    /// The word at `at` is a member of `type` by its own name.
    void member(Name name, int at, String type, boolean certain) {
        boolean call = at == name.words().size() - 1 && name.after().equals("(");
        Map<String, SymbolInfo> nearest = new LinkedHashMap<>();
        members.named(type, name.words().get(at), call)
                .forEach(each -> nearest.putIfAbsent(
                        SymbolSpelling.parameters(each.symbol()).orElse(""), each));
        if (!nearest.isEmpty()) {
            List<String> symbols =
                    nearest.values().stream().map(SymbolInfo::symbol).toList();
            found.add(new Named(symbols, name.places().get(at), Named.Form.SIMPLE, certain, false));
        }
    }

    /// The words from `at` on are properties, of `type` the first; the last may be a method that is
    /// called.
    void properties(Name name, int at, String type, boolean certain) {
        @Nullable String owner = type;
        for (int word = at; word < Math.min(MAX_WORDS, name.words().size()) && owner != null; word++) {
            if (word == name.words().size() - 1 && name.after().equals("(")) {
                member(name, word, owner, certain);
                return;
            }
            SymbolInfo getter = property(name.words().get(word), name.places().get(word), owner, certain);
            owner = getter == null ? null : members.typeOf(getter, false).orElse(null);
        }
    }

    private @Nullable SymbolInfo property(String property, Range place, String type, boolean certain) {
        SymbolInfo getter = members.getter(type, property).orElse(null);
        if (getter == null || members.isMap(type)) {
            return null;
        }
        boolean accessor = getter.name().equals(property);
        found.add(new Named(
                List.of(getter.symbol()), place, accessor ? Named.Form.SIMPLE : Named.Form.READ, certain, false));
        return getter;
    }

    /// A property that is read, or written, by its name.
    void property(String property, Range place, String type, boolean written, boolean certain) {
        if (!written) {
            property(property, place, type, certain);
        } else if (!members.isMap(type)) {
            members.setter(type, property)
                    .ifPresent(setter ->
                            found.add(new Named(List.of(setter.symbol()), place, Named.Form.WRITTEN, certain, false)));
        }
    }

    /// The repository's only type that is called `name` with its first letter in upper case: what a
    /// model's attribute of that name usually is.
    @Nullable
    String usualTypeOf(String name) {
        String type = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        List<SymbolInfo> named = type.equals(name) ? List.of() : members.typesNamed(type);
        return named.size() == 1 ? named.getFirst().symbol() : null;
    }

    /// A text that is a type's qualified or binary name and nothing else.
    void whole(String text, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        if (to - from > 500 || text.substring(from, to).indexOf('.') < 0) {
            return;
        }
        List<Name> names = DottedNames.in(text, from, to);
        if (names.size() != 1) {
            return;
        }
        Name name = names.getFirst();
        boolean all = name.places().getFirst().start() == from
                && name.places().getLast().end() == to;
        List<Named> types = new ArrayList<>();
        if (all
                && new PageNames(members, types).qualified(name, true)
                        == name.words().size()) {
            found.addAll(types);
        }
    }
}
