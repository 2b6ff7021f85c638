package dev.refactory.refactor.harness;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/// What the files of one compilation have in common.
final class Shared {
    final Spelling spelling;
    final DocTrees trees;

    Shared(JavacTask task) {
        spelling = new Spelling(task.getTypes(), task.getElements());
        trees = DocTrees.instance(task);
    }

    /// Says which types `unit` declares; before any file is scanned, since files mention each
    /// other's.
    void register(CompilationUnitTree unit, String path) {
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
                Element symbol = trees.getElement(getCurrentPath());
                if (symbol != null) {
                    spelling.declaredIn(symbol, path);
                }
                return super.visitClass(tree, nothing);
            }
        }.scan(unit, null);
    }
}
