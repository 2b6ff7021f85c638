package dev.refactory.index.java.child.lombok;

import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Trees nobody wrote that stand for what annotations of a file ask for.
public final class Made {
    private final Map<JCTree, JCTree> trees = new IdentityHashMap<>();
    private final Map<JCTree, Boolean> inferred = new IdentityHashMap<>();

    private Made() {}

    public static Made nothing() {
        return new Made();
    }

    /// @param namesake the field or parameter it has its name from, or itself
    void add(JCTree tree, JCTree namesake) {
        trees.put(tree, namesake);
    }

    /// @param variable one whose type nobody wrote
    /// @param use in place of the type that was written
    void infer(JCVariableDecl variable, JCTree use) {
        inferred.put(variable, true);
        trees.put(use, use);
    }

    /// Adds what was made in another tree of the same file.
    public void addAll(Made other) {
        trees.putAll(other.trees);
        inferred.putAll(other.inferred);
    }

    public boolean contains(JCTree tree) {
        return trees.containsKey(tree);
    }

    /// The variable a member is named after; null for one that is there because of its type.
    public @Nullable JCVariableDecl namesake(JCTree tree) {
        return trees.get(tree) instanceof JCVariableDecl variable && variable != tree ? variable : null;
    }

    /// The variable was declared with `val`.
    public boolean infers(JCVariableDecl variable) {
        return inferred.containsKey(variable);
    }
}
