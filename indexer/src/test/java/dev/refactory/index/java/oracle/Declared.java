package dev.refactory.index.java.oracle;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeParameterTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import dev.refactory.index.java.oracle.Written.Token;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ElementKind;
import org.jspecify.annotations.Nullable;

/// Where declarations are named, which trees do not tell: found among the tokens after what comes before a name.
final class Declared {
    private static final List<String> AFTER_VARIABLE =
            List.of("=", ";", ",", ")", ":", "[", "-", "&", "|", "^", "?", "}", "]", "when", "!");

    private final Written written;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    /// By the start of a type several variables share: where the last of them ended.
    private final Map<Integer, Integer> ends = new HashMap<>();
    /// Each is looked for once, in source order.
    private final Map<Tree, Token> variables = new HashMap<>();

    Declared(Written written, CompilationUnitTree unit, SourcePositions positions) {
        this.written = written;
        this.unit = unit;
        this.positions = positions;
    }

    int start(Tree tree) {
        return (int) positions.getStartPosition(unit, tree);
    }

    int end(Tree tree) {
        return (int) positions.getEndPosition(unit, tree);
    }

    private int after(int place, @Nullable Tree tree) {
        return tree == null ? place : Math.max(place, end(tree));
    }

    @Nullable
    Token name(ClassTree tree) {
        int from = after(start(tree), tree.getModifiers());
        String name = tree.getSimpleName().toString();
        for (Token token = written.from(from); token != null; token = written.from(token.end())) {
            if (List.of("class", "interface", "enum", "record").contains(token.meaning())) {
                Token next = written.from(token.end());
                return next != null && next.meaning().equals(name) ? next : null;
            }
            if (!token.meaning().equals("@")) {
                return null;
            }
        }
        return null;
    }

    /// @param name the type's for constructors
    @Nullable
    Token name(MethodTree tree, String name) {
        int from = after(start(tree), tree.getModifiers());
        for (TypeParameterTree parameter : tree.getTypeParameters()) {
            from = after(from, parameter);
        }
        from = after(from, innermost(tree.getReturnType()));
        return written.declared(from, name, List.of("(", "{"));
    }

    @Nullable
    Token name(TypeParameterTree tree) {
        int from = start(tree);
        for (Tree annotation : tree.getAnnotations()) {
            from = after(from, annotation);
        }
        return written.startingAt(next(from), tree.getName().toString());
    }

    private int next(int place) {
        Token token = written.from(place);
        return token == null ? place : token.start();
    }

    @Nullable
    Token name(VariableTree tree, ElementKind kind) {
        Token known = variables.get(tree);
        Token name = known != null ? known : find(tree, kind);
        if (name != null) {
            variables.put(tree, name);
        }
        return name;
    }

    private @Nullable Token find(VariableTree tree, ElementKind kind) {
        String name = tree.getName().toString();
        int from = after(start(tree), tree.getModifiers());
        if (kind == ElementKind.ENUM_CONSTANT) {
            return written.startingAt(next(from), name);
        }
        Tree type = innermost(tree.getType());
        boolean explicit = type != null && start(type) >= 0 && start(type) >= start(tree);
        int shared = type != null && explicit ? start(type) : -1;
        if (type != null
                && explicit
                && !(written.from(start(type)) instanceof Token token
                        && token.meaning().equals("var"))) {
            from = after(from, type);
        }
        from = Math.max(from, ends.getOrDefault(shared, 0));
        Token token = written.declared(from, name, AFTER_VARIABLE);
        if (token != null && explicit) {
            int end = tree.getInitializer() == null ? token.end() : Math.max(token.end(), end(tree.getInitializer()));
            ends.put(shared, end);
        }
        return token;
    }

    private static @Nullable Tree innermost(@Nullable Tree type) {
        return switch (type) {
            case ArrayTypeTree array -> innermost(array.getType());
            case AnnotatedTypeTree annotated
            when annotated.getUnderlyingType() instanceof ArrayTypeTree array -> innermost(array);
            case null, default -> type;
        };
    }

    /// The simple name of the type a `new` makes.
    @Nullable
    Token nameOfType(NewClassTree tree) {
        Tree type = tree.getIdentifier();
        while (true) {
            switch (type) {
                case ParameterizedTypeTree generic -> type = generic.getType();
                case AnnotatedTypeTree annotated -> type = annotated.getUnderlyingType();
                case IdentifierTree name -> {
                    return written.startingAt(start(name), name.getName().toString());
                }
                case MemberSelectTree select -> {
                    return written.endingAt(end(select), select.getIdentifier().toString());
                }
                default -> {
                    return null;
                }
            }
        }
    }
}
