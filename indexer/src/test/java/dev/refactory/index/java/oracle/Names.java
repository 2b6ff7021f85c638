package dev.refactory.index.java.oracle;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeParameterTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.refactory.graph.model.Role;
import dev.refactory.index.java.oracle.Written.Token;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import org.jspecify.annotations.Nullable;

/// Every name of one file with what it means and what it does there, told from the kinds of trees and their parents.
final class Names extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private static final Role[] NONE = {};

    private final Trees trees;
    private final Written written;
    private final Declared declared;
    private final Found found;
    private final Members members;
    private final Imports imports;
    /// What makes an enum's constants, by their names.
    private final Map<NewClassTree, Token> constants = new HashMap<>();

    Names(Trees trees, Written written, Declared declared, Found found, Members members, Imports imports) {
        this.trees = trees;
        this.written = written;
        this.declared = declared;
        this.found = found;
        this.members = members;
        this.imports = imports;
    }

    private @Nullable Element element() {
        return trees.getElement(getCurrentPath());
    }

    @Override
    public @Nullable Void visitImport(ImportTree tree, @Nullable Void nothing) {
        imports.of(getCurrentPath());
        return null;
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void nothing) {
        Token name = written.startingAt(declared.start(tree), tree.getName().toString());
        Element element = element();
        found.add(name, element, roles(element));
        return null;
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void nothing) {
        Token name = written.endingAt(declared.end(tree), tree.getIdentifier().toString());
        boolean self =
                List.of("class", "this", "super").contains(tree.getIdentifier().toString());
        Element element = element();
        if (!self || element instanceof ExecutableElement) {
            found.add(name, element, roles(element));
        }
        return super.visitMemberSelect(tree, nothing);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable Void nothing) {
        boolean constructor = tree.getMode() == MemberReferenceTree.ReferenceMode.NEW;
        String name = constructor ? "new" : tree.getName().toString();
        found.add(written.endingAt(declared.end(tree), name), element(), Role.METHOD_REFERENCE);
        return super.visitMemberReference(tree, nothing);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void nothing) {
        Token constant = constants.get(tree);
        Token name = constant != null ? constant : declared.nameOfType(tree);
        ClassTree body = tree.getClassBody();
        Element constructor = body == null ? element() : members.superConstructor(new TreePath(getCurrentPath(), body));
        found.add(name, constructor, Role.INSTANTIATION);
        if (constant != null) {
            found.add(name, constructor, Role.IMPLICIT);
        } else {
            scan(tree.getEnclosingExpression(), null);
            scan(tree.getIdentifier(), null);
            scan(tree.getTypeArguments(), null);
        }
        scan(tree.getArguments(), null);
        if (body != null) {
            members.anonymous(new TreePath(getCurrentPath(), body), name);
            scan(body, null);
        }
        return null;
    }

    @Override
    public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void nothing) {
        if (!(getCurrentPath().getParentPath().getLeaf() instanceof AnnotationTree)) {
            return super.visitAssignment(tree, nothing);
        }
        IdentifierTree variable = (IdentifierTree) tree.getVariable();
        Element element = trees.getElement(new TreePath(getCurrentPath(), variable));
        Token token =
                written.startingAt(declared.start(variable), variable.getName().toString());
        ExpressionTree value = tree.getExpression();
        if (token != null && written.meaning(token.index() + 1).equals("=")) {
            found.add(token, element, Role.ANNOTATION_USE);
        } else {
            found.add(declared.start(value), declared.end(value), element, Role.ANNOTATION_USE, Role.IMPLICIT);
        }
        scan(value, null);
        return null;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
        members.of(getCurrentPath());
        scan(tree.getModifiers(), null);
        scan(tree.getTypeParameters(), null);
        if (!(getCurrentPath().getParentPath().getLeaf() instanceof NewClassTree)) {
            scan(tree.getExtendsClause(), null);
            scan(tree.getImplementsClause(), null);
            scan(tree.getPermitsClause(), null);
        }
        for (Tree member : tree.getMembers()) {
            if (members.isWritten(new TreePath(getCurrentPath(), member))) {
                scan(member, null);
            }
        }
        return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
        boolean compact = members.method(getCurrentPath());
        scan(tree.getModifiers(), null);
        scan(tree.getReturnType(), null);
        scan(tree.getTypeParameters(), null);
        if (!compact) {
            scan(tree.getParameters(), null);
            scan(tree.getReceiverParameter(), null);
        }
        scan(tree.getThrows(), null);
        scan(tree.getBody(), null);
        scan(tree.getDefaultValue(), null);
        return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void nothing) {
        Element variable = element();
        Token name = members.variable(getCurrentPath());
        scan(tree.getModifiers(), null);
        scan(tree.getNameExpression(), null);
        Tree type = tree.getType();
        boolean inferred = type == null
                || declared.start(type) < declared.start(tree)
                || name != null && declared.start(type) >= name.start()
                || Locals.isEnumConstant(variable)
                || written.startingAt(declared.start(type), "var") != null
                        && !(type instanceof IdentifierTree plain
                                && plain.getName().contentEquals("var"));
        if (!inferred) {
            scan(type, null);
        }
        if (Locals.isEnumConstant(variable) && name != null && tree.getInitializer() instanceof NewClassTree constant) {
            constants.put(constant, name);
        }
        scan(tree.getInitializer(), null);
        return null;
    }

    @Override
    public @Nullable Void visitTypeParameter(TypeParameterTree tree, @Nullable Void nothing) {
        found.add(declared.name(tree), element(), Role.DEFINITION);
        return super.visitTypeParameter(tree, nothing);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void nothing) {
        // A call of a constructor that nobody wrote is reported with its constructor.
        boolean implied = tree.getMethodSelect() instanceof IdentifierTree name
                && name.getName().contentEquals("super")
                && written.startingAt(declared.start(name), "super") == null;
        return implied ? null : super.visitMethodInvocation(tree, nothing);
    }

    private Role[] roles(@Nullable Element element) {
        TreePath path = getCurrentPath();
        return switch (element) {
            case null -> NONE;
            case PackageElement named ->
                path.getParentPath().getLeaf() instanceof PackageTree ? new Role[] {Role.DEFINITION} : NONE;
            case TypeElement type -> type(path);
            case TypeParameterElement type -> type(path);
            case ExecutableElement method -> new Role[] {Role.CALL};
            default -> variable(path);
        };
    }

    private static Role[] type(TreePath from) {
        TreePath path = from;
        while (path.getParentPath().getLeaf() instanceof ParameterizedTypeTree generic
                        && generic.getType() == path.getLeaf()
                || path.getParentPath().getLeaf() instanceof AnnotatedTypeTree annotated
                        && annotated.getUnderlyingType() == path.getLeaf()) {
            path = path.getParentPath();
        }
        Tree leaf = path.getLeaf();
        return switch (path.getParentPath().getLeaf()) {
            case ClassTree type
            when type.getExtendsClause() == leaf || type.getImplementsClause().contains(leaf) ->
                new Role[] {Role.TYPE_REFERENCE, Role.EXTENDS};
            case MethodTree method
            when method.getThrows().contains(leaf) -> new Role[] {Role.TYPE_REFERENCE, Role.THROWS};
            case AnnotationTree annotation
            when annotation.getAnnotationType() == leaf -> new Role[] {Role.TYPE_REFERENCE, Role.ANNOTATION_USE};
            default -> new Role[] {Role.TYPE_REFERENCE};
        };
    }

    private static Role[] variable(TreePath from) {
        TreePath path = from;
        while (path.getParentPath().getLeaf() instanceof ParenthesizedTree) {
            path = path.getParentPath();
        }
        Tree leaf = path.getLeaf();
        return switch (path.getParentPath().getLeaf()) {
            case AssignmentTree assignment when assignment.getVariable() == leaf -> new Role[] {Role.WRITE};
            case CompoundAssignmentTree assignment
            when assignment.getVariable() == leaf -> new Role[] {Role.READ, Role.WRITE};
            case UnaryTree unary when changes(unary) -> new Role[] {Role.READ, Role.WRITE};
            default -> new Role[] {Role.READ};
        };
    }

    private static boolean changes(UnaryTree unary) {
        return switch (unary.getKind()) {
            case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> true;
            default -> false;
        };
    }
}
