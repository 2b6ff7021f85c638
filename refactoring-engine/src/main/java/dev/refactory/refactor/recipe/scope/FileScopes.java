package dev.refactory.refactor.recipe.scope;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SourceText;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.source.JavaLang;
import dev.refactory.refactor.recipe.source.TypeAnnotations;
import dev.refactory.refactor.recipe.source.TypeArguments;
import dev.refactory.refactor.recipe.source.TypeBodies;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// From how near a type can be named by its simple name at a place of one file (JLS 6.3): the greater
/// a level, the nearer, and the nearest of two types of one name is meant. Two of the same level
/// cannot be told apart.
public final class FileScopes {
    /// By no means at all.
    public static final int HIDDEN = -1;
    /// By an import on demand, or as a type of `java.lang`.
    public static final int ON_DEMAND = 0;
    /// As a type of the file's package.
    public static final int PACKAGE = 1;
    /// By a single import, or as a top-level type of the file.
    public static final int FILE = 2;
    /// Added to the place where a type's body, or what has a name of its own in a part of the file,
    /// begins.
    private static final int INSIDE = 3;

    /// From the root of the repository.
    public final String path;
    public final SourceText source;
    public final JavaTokens tokens;
    /// By their place.
    public final List<Occurrence> all;
    public final TypeBodies bodies;
    private final TypeHierarchy types;
    /// Empty in the unnamed package.
    public final String packageName;
    private final Set<String> declared = new HashSet<>();
    private final Set<String> imported = new HashSet<>();
    private final Set<String> onDemand = new HashSet<>();

    public FileScopes(GraphView graph, Recipe.Sources sources, TypeHierarchy types, String path) {
        this.path = path;
        this.types = types;
        this.source = sources.text(path);
        this.tokens = JavaTokens.of(source.text());
        this.all = graph.occurrencesIn(path);
        this.bodies = TypeBodies.of(graph, tokens, all);
        this.packageName = packageName(tokens);
        for (Occurrence occurrence : all) {
            boolean named = occurrence.range().length() > 0;
            if (occurrence.has(Role.DEFINITION) && named) {
                declared.add(occurrence.symbol());
            } else if (occurrence.has(Role.IMPORT)) {
                String next = next(occurrence);
                if (next.equals(";")) {
                    imported.add(occurrence.symbol());
                } else if (occurrence.has(Role.STATIC_IMPORT)) {
                    onDemand.add(occurrence.symbol());
                }
            }
        }
    }

    private static String packageName(JavaTokens tokens) {
        for (int i = 0; i < tokens.count(); i++) {
            switch (tokens.at(i)) {
                case "package" -> {
                    StringBuilder name = new StringBuilder();
                    for (int j = i + 1; j < tokens.count() && !tokens.at(j).equals(";"); j++) {
                        name.append(JavaTokens.unescape(tokens.at(j)));
                    }
                    return name.toString();
                }
                case "import", "class", "interface", "enum", "record" -> {
                    return "";
                }
                default -> {}
            }
        }
        return "";
    }

    /// Counted from 1.
    public int lineOf(Occurrence occurrence) {
        return source.lineOf(occurrence.range().start());
    }

    /// The token after the one at an occurrence; empty in a comment.
    public String next(Occurrence occurrence) {
        int token = tokens.indexAt(occurrence.range().start());
        return token < 0 ? "" : tokens.at(token + 1);
    }

    /// Whether nothing qualifies the name.
    public boolean simple(Occurrence use) {
        int token = tokens.indexAt(use.range().start());
        if (token >= 0) {
            return !qualifies(token - 1);
        }
        int before = use.range().start() - 1;
        return before < 0 || ".#".indexOf(source.text().charAt(before)) < 0;
    }

    /// A dot, or type arguments or an annotation between a dot and the name (`a.<T>b`, `a.@B C`).
    private boolean qualifies(int token) {
        int open = tokens.at(token).equals(">") ? TypeArguments.open(tokens, token) : -1;
        String text = tokens.at(open > 0 ? open - 1 : token);
        if (text.equals(".") || text.equals("::")) {
            return true;
        }
        return TypeAnnotations.qualified(tokens, token + 1);
    }

    /// Whether the name of something but a method stands alone in code, and so is found by where it
    /// stands.
    public boolean lookedUp(Occurrence use) {
        return !use.has(Role.DEFINITION)
                && !use.has(Role.DOCUMENTATION)
                && !use.has(Role.IMPORT)
                && !use.has(Role.STATIC_IMPORT)
                && !use.has(Role.IMPLICIT)
                && !use.has(Role.CALL)
                && !use.has(Role.METHOD_REFERENCE)
                && simple(use);
    }

    /// Whether a name is one of those after `case`, where a constant needs no scope.
    public boolean inCaseLabel(Occurrence use) {
        int token = tokens.indexAt(use.range().start());
        while (tokens.at(token - 1).equals(",")) {
            token -= 2;
        }
        return token > 0 && tokens.at(token - 1).equals("case");
    }

    /// The name a use writes, unicode escapes translated.
    public String nameAt(Occurrence use) {
        return JavaTokens.unescape(
                source.text().substring(use.range().start(), use.range().end()));
    }

    /// Where the names of a use are looked up: in a doc comment before a type, inside of that type.
    public int scopeOf(Occurrence use) {
        int start = use.range().start();
        if (!use.has(Role.DOCUMENTATION)) {
            return start;
        }
        int next = 0;
        while (next < tokens.count() && tokens.start(next) < start) {
            next++;
        }
        int body = bodies.bodyAfter(next);
        return body >= 0 ? body : start;
    }

    /// The level at which `type`, which has a name of its own in the whole file or package, is named
    /// by its simple name at `offset`.
    public int level(SymbolInfo type, int offset) {
        String symbol = type.symbol();
        String container = type.container();
        boolean member = container != null
                && types.info(container)
                        .map(SymbolInfo::kind)
                        .filter(kind -> kind.isType())
                        .isPresent();
        if (member) {
            for (TypeBodies.Body body : bodies.around(offset)) {
                boolean has = body.type().equals(container)
                        || !type.has("private")
                                && types.withSupertypes(body.type()).contains(container);
                if (has) {
                    return INSIDE + body.start();
                }
            }
        }
        if (imported.contains(symbol) || !member && declared.contains(symbol)) {
            return FILE;
        }
        if (!member && packageName.equals(packageOf(type))) {
            return PACKAGE;
        }
        boolean starred = member
                ? onDemand.stream().anyMatch(each -> types.withSupertypes(each).contains(container))
                : onDemand.contains(packageOf(type)) || packageOf(type).equals(JavaLang.PACKAGE);
        return starred ? ON_DEMAND : HIDDEN;
    }

    private static String packageOf(SymbolInfo topLevel) {
        int dot = topLevel.symbol().lastIndexOf('.');
        return dot < 0 ? "" : topLevel.symbol().substring(0, dot);
    }

    /// A name that is known in a part of the file only: a type parameter, a local type, a variable.
    ///
    /// @param end exclusive
    public record Part(String symbol, int start, int end) {
        /// Its level at `offset`; [#HIDDEN] outside of the part.
        public int level(int offset) {
            return start <= offset && offset < end ? INSIDE + start : HIDDEN;
        }
    }

    /// Type parameters named `name`, and those of `localTypes` that are declared in this file.
    public List<Part> localTypes(String name, Set<String> localTypes) {
        List<Part> parts = new ArrayList<>();
        for (Occurrence occurrence : all) {
            int token = tokens.indexAt(occurrence.range().start());
            if (!occurrence.has(Role.DEFINITION) || token < 0) {
                continue;
            }
            int start = occurrence.range().start();
            if (occurrence.symbol().endsWith("~" + name)) {
                parts.add(new Part(occurrence.symbol(), start, bodies.endOfDeclaration(token)));
            } else if (localTypes.contains(occurrence.symbol())) {
                parts.add(new Part(occurrence.symbol(), start, bodies.endOfBlock(start)));
            }
        }
        return parts;
    }

    /// Parameters and local variables named `name`: known at most to the end of the type's body
    /// around them.
    public List<Part> variables(String name) {
        List<Part> parts = new ArrayList<>();
        for (Occurrence occurrence : all) {
            boolean variable = occurrence.has(Role.DEFINITION)
                    && occurrence.symbol().contains("~" + name + "@")
                    && SymbolSpelling.simpleName(occurrence.symbol()).equals(name);
            if (variable) {
                int start = occurrence.range().start();
                int end = bodies.around(start).stream()
                        .mapToInt(TypeBodies.Body::end)
                        .findFirst()
                        .orElse(source.text().length());
                parts.add(new Part(occurrence.symbol(), start, end));
            }
        }
        return parts;
    }

    /// The level at which a field is named by its simple name at `offset`.
    public int levelOfField(SymbolInfo field, int offset) {
        String owner = String.valueOf(field.container());
        for (TypeBodies.Body body : bodies.around(offset)) {
            boolean inherits =
                    !field.has("private") && types.withSupertypes(body.type()).contains(owner);
            if (body.type().equals(owner) || inherits) {
                return levelFrom(body.start());
            }
        }
        if (imported.contains(field.symbol())) {
            return FILE;
        }
        boolean starred = field.has("static")
                && onDemand.stream().anyMatch(each -> types.withSupertypes(each).contains(owner));
        return starred ? ON_DEMAND : HIDDEN;
    }

    /// The level of what has a name from `start` on in a part of the file.
    public static int levelFrom(int start) {
        return INSIDE + start;
    }

    /// Whether the field of a type can be named by its simple name at `offset`.
    public boolean seesField(SymbolInfo field, int offset) {
        String owner = String.valueOf(field.container());
        return imported.contains(field.symbol())
                || bodies.around(offset).stream()
                        .anyMatch(body -> types.withSupertypes(body.type()).contains(owner))
                || onDemand.stream().anyMatch(each -> types.withSupertypes(each).contains(owner));
    }
}
