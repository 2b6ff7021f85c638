package dev.refactory.refactor.verify;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.SymbolSpelling;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Planned new spellings. A plan lists the symbols it renames; what is spelled with them follows:
/// members and nested types of a renamed type, methods that take it as a parameter wherever they
/// are declared, and parameters, locals and type parameters of all of these. The spelling of a
/// local also has the place it starts at, which moves with the edits.
final class SymbolMap {
    private static final Pattern WORD = Pattern.compile("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*");

    private static final int FEW = 8;

    private final Map<String, String> planned;
    private final Map<String, String> retargets;
    private final boolean declaring;
    /// Methods and constructors of libraries, whose parameters no plan changes.
    private final Set<String> library;
    private final Map<String, String> plannedTypes = new HashMap<>();
    private final Map<String, String> simpleNames = new HashMap<>();
    private final Map<String, String> simpleTypes = new HashMap<>();
    /// By what declares them, old names to new.
    private final Map<String, Map<String, String>> plannedLocals = new HashMap<>();
    private final Map<String, String> known = new HashMap<>();

    SymbolMap(Map<String, String> planned) {
        this(planned, Map.of());
    }

    /// @param retargets whose uses mean another symbol, and whose declarations stay
    SymbolMap(Map<String, String> planned, Map<String, String> retargets) {
        this(planned, retargets, false, Set.of());
    }

    /// The same for one file: one that declares what is retargeted, or what it is retargeted to, keeps
    /// what it names, but for the parameters of what others of the repository declare.
    SymbolMap of(FileFacts file) {
        if (retargets.isEmpty()) {
            return this;
        }
        boolean declares = false;
        Set<String> callables = new HashSet<>();
        for (SymbolInfo symbol : file.declared()) {
            declares |= symbol.path() != null
                    && (retargets.containsKey(symbol.symbol()) || retargets.containsValue(symbol.symbol()));
            if (symbol.external() && symbol.symbol().indexOf('(') >= 0) {
                callables.add(symbol.symbol());
            }
        }
        return new SymbolMap(planned, retargets, declares, callables);
    }

    private SymbolMap(
            Map<String, String> planned, Map<String, String> retargets, boolean declaring, Set<String> library) {
        this.planned = planned;
        this.retargets = retargets;
        this.declaring = declaring;
        this.library = library;
        retargets.forEach((before, after) -> {
            String from = SymbolSpelling.simpleName(before);
            String to = SymbolSpelling.simpleName(after);
            boolean type = before.indexOf('#') < 0;
            if (type && !from.equals(to)) {
                simpleNames.put(from, to);
            }
            if (type && !declaring) {
                simpleTypes.put(from, to);
            }
        });
        planned.forEach((before, after) -> {
            String from = SymbolSpelling.simpleName(before);
            String to = SymbolSpelling.simpleName(after);
            if (!from.equals(to)) {
                simpleNames.put(from, to);
            }
            if (before.indexOf('#') < 0 && before.indexOf('~') < 0) {
                plannedTypes.put(before, after);
                simpleTypes.put(from, to);
            } else if (before.indexOf('~') >= 0 && before.indexOf('@') >= 0) {
                plannedLocals
                        .computeIfAbsent(SymbolSpelling.ownerOfLocal(before), owner -> new HashMap<>())
                        .put(from, to);
            }
        });
    }

    /// The spelling after the edit.
    /// @param offsets of the file the symbol is used in: locals are used in their own file only
    String after(String symbol, Places offsets) {
        int tilde = symbol.indexOf('~');
        if (tilde < 0) {
            return global(symbol);
        }
        String direct = planned.get(symbol);
        String local = direct == null ? symbol.substring(tilde) : direct.substring(direct.indexOf('~'));
        int at = local.lastIndexOf('@');
        String mappedMember = global(symbol.substring(0, tilde));
        if (at < 0) {
            return mappedMember + local;
        }
        try {
            int start = Integer.parseInt(local, at + 1, local.length(), 10);
            int moved = offsets.startOf(start);
            // Most locals stand where they stood: no new text is made for them.
            return direct == null && moved == start && mappedMember.length() == tilde && symbol.startsWith(mappedMember)
                    ? symbol
                    : mappedMember + local.substring(0, at + 1) + moved;
        } catch (NumberFormatException e) {
            return mappedMember + local;
        }
    }

    /// The spelling after the edit of what is not local to a file.
    String after(String symbol) {
        return after(symbol, Places.IDENTITY);
    }

    /// Everything that is said about a symbol, after the edit, its signature as [#canonical] has it.
    SymbolInfo canonicalAfter(SymbolInfo symbol, Places offsets, Map<String, String> fileRenames) {
        return after(symbol, canonical(symbol.signature()), offsets, fileRenames);
    }

    /// Everything that is said about a symbol, after the edit.
    /// @param variables the names its signature writes for renamed type parameters, old to new
    SymbolInfo after(
            SymbolInfo symbol, Places offsets, Map<String, String> fileRenames, Map<String, String> variables) {
        boolean constructor = symbol.name().equals("<init>");
        String named = planned.get(constructor ? String.valueOf(symbol.container()) : symbol.symbol());
        // A local type is spelled with a number that nobody writes.
        boolean unwritten = SymbolSpelling.simpleName(symbol.symbol()).startsWith("local$");
        String ownName = named == null || unwritten ? null : SymbolSpelling.simpleName(named);
        Map<String, String> parameters = plannedLocals.getOrDefault(symbol.symbol(), Map.of());
        if (constructor) {
            parameters = joined(parameters, components(String.valueOf(symbol.container())));
        }
        Map<String, String> types = joined(simpleTypes, variables);
        return after(symbol, SignatureText.renamed(symbol, ownName, types, parameters), offsets, fileRenames);
    }

    private static Map<String, String> joined(Map<String, String> some, Map<String, String> more) {
        if (more.isEmpty()) {
            return some;
        }
        Map<String, String> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    /// The renamed components of a record, which a plan renames with their accessors: the constructor it has from
    /// the compiler takes parameters of these names.
    private Map<String, String> components(String record) {
        Map<String, String> components = new HashMap<>();
        planned.forEach((before, after) -> {
            if (before.startsWith(record + "#") && planned.containsKey(before + "()")) {
                components.put(SymbolSpelling.simpleName(before), SymbolSpelling.simpleName(after));
            }
        });
        return components;
    }

    private String nameOf(String symbol, String name) {
        String renamed = planned.get(symbol);
        return renamed == null || !name.equals(SymbolSpelling.simpleName(symbol))
                ? name
                : SymbolSpelling.simpleName(renamed);
    }

    private SymbolInfo after(SymbolInfo symbol, String signature, Places offsets, Map<String, String> fileRenames) {
        String spelling = after(symbol.symbol(), offsets);
        String container = container(symbol, offsets);
        String path = symbol.path();
        String newPath = path == null ? null : fileRenames.getOrDefault(path, path);
        boolean same = spelling.equals(symbol.symbol())
                && signature.equals(symbol.signature())
                && Objects.equals(container, symbol.container())
                && Objects.equals(newPath, path);
        if (same) {
            return symbol;
        }
        return new SymbolInfo(
                spelling,
                symbol.kind(),
                symbol.name().equals("<init>") ? symbol.name() : nameOf(symbol.symbol(), symbol.name()),
                container,
                newPath,
                symbol.modifiers(),
                signature,
                symbol.deprecated(),
                symbol.forRemoval());
    }

    /// A type that is planned is where its new spelling says, which may be another package.
    private @Nullable String container(SymbolInfo symbol, Places offsets) {
        String moved = plannedTypes.get(symbol.symbol());
        if (moved != null) {
            int dot = moved.lastIndexOf('.');
            return dot < 0 ? null : moved.substring(0, dot);
        }
        String container = symbol.container();
        return container == null ? null : after(container, offsets);
    }

    private String global(String symbol) {
        String direct = planned.get(symbol);
        String other = declaring ? null : retargets.get(symbol);
        if (direct != null || other != null || plannedTypes.isEmpty() && retargets.isEmpty()) {
            return direct != null ? direct : other != null ? other : symbol;
        }
        return known.computeIfAbsent(symbol, this::spelledAnew);
    }

    private String spelledAnew(String symbol) {
        int hash = symbol.indexOf('#');
        if (hash < 0) {
            return owner(symbol);
        }
        boolean ofRetargeted = !retargets.isEmpty() && retargeted(symbol.substring(0, hash)) != null;
        if (ofRetargeted ? declaring : library.contains(symbol)) {
            return symbol;
        }
        String owner = owner(symbol.substring(0, hash));
        int open = symbol.indexOf('(', hash);
        if (open < 0) {
            return owner + symbol.substring(hash);
        }
        StringBuilder spelling = new StringBuilder(owner).append(symbol, hash, open + 1);
        int from = open + 1;
        while (from < symbol.length()) {
            int end = from;
            while (end < symbol.length() && ",)[".indexOf(symbol.charAt(end)) < 0) {
                end++;
            }
            spelling.append(type(symbol.substring(from, end)));
            while (end < symbol.length() && ",)[]".indexOf(symbol.charAt(end)) >= 0) {
                spelling.append(symbol.charAt(end++));
            }
            from = end;
        }
        return spelling.toString();
    }

    private String owner(String type) {
        return declaring && retargeted(type) != null ? type : type(type);
    }

    /// What a type, or the nearest one around it, is retargeted to; null when it is not.
    private @Nullable String retargeted(String type) {
        for (int end = type.length(); end > 0; end = type.lastIndexOf('.', end - 1)) {
            String other = retargets.get(type.substring(0, end));
            if (other != null) {
                return other + type.substring(end);
            }
        }
        return null;
    }

    /// The type itself, or the nearest one around it, is planned.
    private String type(String type) {
        String other = retargets.isEmpty() ? null : retargeted(type);
        if (other != null) {
            return other;
        }
        for (int end = type.length(); end > 0; end = type.lastIndexOf('.', end - 1)) {
            @Nullable String renamed = plannedTypes.get(type.substring(0, end));
            if (renamed != null) {
                return renamed + type.substring(end);
            }
        }
        return type;
    }

    /// Text of the compiler or a signature, with every name that is renamed written the new way, so
    /// that a text from before and one from after are equal when only the plan stands between them.
    /// A name that merely looks like one is rewritten too, in both: what names mean is compared by
    /// occurrences, not here.
    String canonical(String text) {
        // A search for a few names is quicker than one for every word.
        boolean few = simpleNames.size() <= FEW;
        if (few && simpleNames.keySet().stream().noneMatch(text::contains)) {
            return text;
        }
        Matcher words = WORD.matcher(text);
        return words.replaceAll(
                match -> Matcher.quoteReplacement(simpleNames.getOrDefault(match.group(), match.group())));
    }
}
