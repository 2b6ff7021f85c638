package dev.refactory.index.java.oracle;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.refactory.index.java.oracle.Written.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/// Gives what has no name outside a file its spelling: types by their number within the type around them, in source
/// order; variables by the member around them and where they are declared.
final class Locals extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final Trees trees;
    private final Declared declared;
    private final Spelling spelling;
    private final int shift;
    private final Map<TypeElement, List<TreePath>> types = new HashMap<>();
    private final List<TypeElement> outer = new ArrayList<>();
    private final List<TreePath> variables = new ArrayList<>();

    Locals(Trees trees, Declared declared, Spelling spelling, int shift) {
        this.trees = trees;
        this.declared = declared;
        this.spelling = spelling;
        this.shift = shift;
    }

    void name() {
        // Types around others come first.
        for (TypeElement around : outer) {
            List<TreePath> inner = types.getOrDefault(around, List.of());
            int number = 0;
            for (TreePath path : inner.stream()
                    .sorted(Comparator.comparingInt(path -> declared.start(path.getLeaf())))
                    .toList()) {
                String type = String.valueOf(spelling.of(around));
                spelling.name(element(path), type + ".local$" + ++number, type);
            }
        }
        variables.forEach(this::variable);
    }

    private Element element(TreePath path) {
        return java.util.Objects.requireNonNull(trees.getElement(path), () -> path.getLeaf() + " has no element");
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
        TreePath path = getCurrentPath();
        TypeElement type = (TypeElement) element(path);
        outer.add(type);
        TreePath around = path.getParentPath();
        boolean local = around.getLeaf() instanceof BlockTree
                || around.getLeaf() instanceof NewClassTree
                || around.getLeaf().getKind() == Tree.Kind.CASE;
        if (local) {
            TypeElement enclosing = (TypeElement) element(enclosingType(around));
            types.computeIfAbsent(enclosing, key -> new ArrayList<>()).add(path);
        }
        return super.visitClass(tree, nothing);
    }

    private static TreePath enclosingType(TreePath path) {
        TreePath up = path;
        while (!(up.getLeaf() instanceof ClassTree)) {
            up = up.getParentPath();
        }
        return up;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void nothing) {
        Element element = trees.getElement(getCurrentPath());
        if (element != null && !element.getKind().isField()) {
            variables.add(getCurrentPath());
        }
        return super.visitVariable(tree, nothing);
    }

    private void variable(TreePath path) {
        VariableTree tree = (VariableTree) path.getLeaf();
        Token name = declared.name(tree, element(path).getKind());
        if (name != null) {
            TreePath up = path.getParentPath();
            while (!isMember(up)) {
                up = up.getParentPath();
            }
            String member = String.valueOf(spelling.of(element(up)));
            spelling.name(element(path), member + "~" + tree.getName() + "@" + (name.start() + shift), member);
        }
    }

    private boolean isMember(TreePath path) {
        return path.getLeaf() instanceof MethodTree
                || path.getLeaf() instanceof ClassTree
                || path.getLeaf() instanceof VariableTree
                        && element(path).getKind().isField();
    }

    /// The parameter of a compact constructor, which is written as the component it sets.
    void parameter(ExecutableElement constructor, Element parameter, Token component) {
        String member = String.valueOf(spelling.of(constructor));
        spelling.name(parameter, member + "~" + parameter.getSimpleName() + "@" + (component.start() + shift), member);
    }

    static boolean isEnumConstant(@Nullable Element element) {
        return element != null && element.getKind() == ElementKind.ENUM_CONSTANT;
    }
}
