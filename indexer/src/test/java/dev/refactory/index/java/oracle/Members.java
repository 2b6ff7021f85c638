package dev.refactory.index.java.oracle;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.refactory.graph.model.Role;
import dev.refactory.index.java.oracle.Written.Token;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/// Declarations of one file, and what the language adds to them without a word.
final class Members {
    private final Trees trees;
    private final Elements elements;
    private final Written written;
    private final Declared declared;
    private final Found found;
    private final Locals locals;
    private final Families families;

    Members(
            Trees trees,
            Elements elements,
            Written written,
            Declared declared,
            Found found,
            Locals locals,
            Families families) {
        this.trees = trees;
        this.elements = elements;
        this.written = written;
        this.declared = declared;
        this.found = found;
        this.locals = locals;
        this.families = families;
    }

    private Element element(TreePath path) {
        return Objects.requireNonNull(trees.getElement(path));
    }

    void anonymous(TreePath body, @Nullable Token name) {
        found.add(name, element(body), Role.DEFINITION, Role.IMPLICIT);
    }

    void of(TreePath path) {
        ClassTree tree = (ClassTree) path.getLeaf();
        TypeElement type = (TypeElement) element(path);
        families.of(type, tree);
        if (type.getSimpleName().isEmpty()) {
            return;
        }
        Token name = declared.name(tree);
        if (name == null) {
            found.add(0, 0, type, Role.DEFINITION, Role.IMPLICIT);
        }
        int start = name == null ? 0 : name.start();
        int end = name == null ? 0 : name.end();
        found.add(name, type, Role.DEFINITION);
        Map<Name, Token> components = components(path);
        for (Element member : type.getEnclosedElements()) {
            boolean implied = member instanceof ExecutableElement && !explicit((ExecutableElement) member);
            Token component = member.getKind() == ElementKind.METHOD
                            && ((ExecutableElement) member).getParameters().isEmpty()
                    ? components.get(member.getSimpleName())
                    : null;
            if (implied && component != null) {
                found.add(component, member, Role.DEFINITION, Role.IMPLICIT);
            } else if (implied) {
                found.add(start, end, member, Role.DEFINITION, Role.IMPLICIT);
                if (member.getKind() == ElementKind.CONSTRUCTOR) {
                    found.add(start, end, superCall(trees.getPath((ExecutableElement) member)), callImplied());
                }
            }
        }
    }

    private static Role[] callImplied() {
        return new Role[] {Role.CALL, Role.IMPLICIT};
    }

    private Map<Name, Token> components(TreePath type) {
        Map<Name, Token> components = new HashMap<>();
        for (Tree member : ((ClassTree) type.getLeaf()).getMembers()) {
            TreePath path = new TreePath(type, member);
            if (member instanceof VariableTree variable
                    && Descriptions.kind(element(path)).equals("RECORD_COMPONENT")) {
                Token name = declared.name(variable, ElementKind.FIELD);
                if (name != null) {
                    components.put(variable.getName(), name);
                }
            }
        }
        return components;
    }

    private boolean explicit(ExecutableElement method) {
        return elements.getOrigin(method) == Elements.Origin.EXPLICIT && trees.getTree(method) != null;
    }

    boolean isWritten(TreePath member) {
        return !(member.getLeaf() instanceof MethodTree) || explicit((ExecutableElement) element(member));
    }

    /// Whether it is a record's compact constructor.
    boolean method(TreePath path) {
        MethodTree tree = (MethodTree) path.getLeaf();
        ExecutableElement method = (ExecutableElement) element(path);
        boolean constructor = method.getKind() == ElementKind.CONSTRUCTOR;
        Name simpleName = constructor
                ? Objects.requireNonNull(method.getEnclosingElement()).getSimpleName()
                : tree.getName();
        Token name = declared.name(tree, simpleName.toString());
        found.add(name, method, Role.DEFINITION);
        if (constructor) {
            found.add(name, superCall(path), callImplied());
        }
        boolean compact =
                constructor && name != null && written.meaning(name.index() + 1).equals("{");
        if (compact) {
            Map<Name, Token> components = components(path.getParentPath());
            for (Element parameter : method.getParameters()) {
                Token component = Objects.requireNonNull(components.get(parameter.getSimpleName()));
                locals.parameter(method, parameter, component);
                found.add(component, parameter, Role.DEFINITION, Role.IMPLICIT);
            }
        }
        return compact;
    }

    @Nullable
    Token variable(TreePath path) {
        Element variable = element(path);
        Token name = declared.name((VariableTree) path.getLeaf(), variable.getKind());
        found.add(name, variable, Role.DEFINITION);
        return name;
    }

    /// What a constructor's unwritten `super()` calls, if that is worth a word.
    private @Nullable Element superCall(@Nullable TreePath constructor) {
        TreePath call = constructor == null ? null : constructorCall(constructor);
        if (call == null) {
            return null;
        }
        Tree name = ((MethodInvocationTree) call.getLeaf()).getMethodSelect();
        boolean isWritten = name instanceof MemberSelectTree
                || name instanceof IdentifierTree plain
                        && written.startingAt(
                                        declared.start(plain), plain.getName().toString())
                                != null;
        Element called = element(call);
        List<String> always = List.of("java.lang.Object", "java.lang.Record", "java.lang.Enum");
        return isWritten || always.contains(String.valueOf(called.getEnclosingElement())) ? null : called;
    }

    /// The superclass's constructor that an anonymous class gives its arguments to; null when that is an interface.
    @Nullable
    Element superConstructor(TreePath body) {
        if (!((TypeElement) element(body)).getInterfaces().isEmpty()) {
            return null;
        }
        for (Tree member : ((ClassTree) body.getLeaf()).getMembers()) {
            TreePath path = new TreePath(body, member);
            if (member instanceof MethodTree && element(path).getKind() == ElementKind.CONSTRUCTOR) {
                TreePath call = constructorCall(path);
                return call == null ? null : element(call);
            }
        }
        return null;
    }

    private static @Nullable TreePath constructorCall(TreePath constructor) {
        TreePath[] call = {null};
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitExpressionStatement(ExpressionStatementTree tree, @Nullable Void nothing) {
                if (call[0] == null && tree.getExpression() instanceof MethodInvocationTree invocation) {
                    boolean found = switch (invocation.getMethodSelect()) {
                        case IdentifierTree name ->
                            name.getName().contentEquals("super")
                                    || name.getName().contentEquals("this");
                        case MemberSelectTree name -> name.getIdentifier().contentEquals("super");
                        default -> false;
                    };
                    call[0] = found ? new TreePath(getCurrentPath(), invocation) : null;
                }
                return null;
            }

            @Override
            public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
                return null;
            }
        }.scan(constructor, null);
        return call[0];
    }
}
