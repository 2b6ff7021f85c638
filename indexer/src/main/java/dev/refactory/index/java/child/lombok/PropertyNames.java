package dev.refactory.index.java.child.lombok;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What accessors of a field are called.
///
/// @param fluent as the field is
/// @param prefixes of fields, one of which every field must have unless there are none
record PropertyNames(boolean fluent, List<String> prefixes) {
    /// The field's name without its prefix; null when it has none of those it should have.
    @Nullable
    String base(String field) {
        if (prefixes.isEmpty()) {
            return field;
        }
        for (String prefix : prefixes) {
            if (prefix.isEmpty()) {
                return field;
            }
            if (field.length() > prefix.length() && field.startsWith(prefix)) {
                char next = field.charAt(prefix.length());
                boolean word = Character.isLetter(prefix.charAt(prefix.length() - 1)) && Character.isLowerCase(next);
                if (!word) {
                    return Character.toLowerCase(next) + field.substring(prefix.length() + 1);
                }
            }
        }
        return null;
    }

    /// Null when the field shall have none.
    /// @param verb what the method's name begins with unless it is fluent: `get`, `is`
    @Nullable
    String accessor(String field, boolean isBoolean, String verb) {
        String base = base(field);
        if (base == null) {
            return null;
        }
        if (fluent) {
            return base;
        }
        return isBoolean && startsWithIs(base) ? verb + base.substring(2) : join(verb, base);
    }

    /// The names of methods in whose presence none is made.
    Set<String> alternatives(String field, boolean isBoolean, Set<String> verbs) {
        Set<String> names = new TreeSet<>();
        String base = base(field);
        if (base == null) {
            return names;
        }
        for (String verb : verbs) {
            names.add(fluent ? base : join(verb, base));
            if (isBoolean && startsWithIs(base)) {
                String rest = base.substring(2);
                names.add(fluent ? Character.toLowerCase(rest.charAt(0)) + rest.substring(1) : join(verb, rest));
            }
        }
        return names;
    }

    private static boolean startsWithIs(String name) {
        return name.startsWith("is") && name.length() > 2 && !Character.isLowerCase(name.charAt(2));
    }

    /// `get` and `name`: `getName`.
    static String join(String verb, String name) {
        if (verb.isEmpty() || name.isEmpty()) {
            return verb + name;
        }
        char first = name.charAt(0);
        boolean shouting =
                name.length() > 1 && (Character.isUpperCase(name.charAt(1)) || Character.isTitleCase(name.charAt(1)));
        return verb + (shouting ? Character.toTitleCase(first) : Character.toUpperCase(first)) + name.substring(1);
    }
}
