package dev.refactory.benchmarks.corpus;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// Small changes of one file, at places that its syntax tells; drawn at random.
final class SourceEdit {
    private final String text;
    private final List<Integer> bodies = new ArrayList<>();
    private final List<Integer> strings = new ArrayList<>();
    private final List<Method> methods = new ArrayList<>();

    /// A method of a class. @param start of its declaration
    private record Method(int start, String name) {}

    private SourceEdit(String text) {
        this.text = text;
    }

    /// Another statement in a method's body, or another text in one of its strings; null where there is no place.
    static @Nullable String body(String text, int number, Random random) throws IOException {
        SourceEdit edit = of(text);
        if (number % 2 == 0 && !edit.strings.isEmpty()) {
            int end = edit.strings.get(random.nextInt(edit.strings.size()));
            return insert(text, end, " " + number);
        }
        if (edit.bodies.isEmpty()) {
            return null;
        }
        int open = edit.bodies.get(random.nextInt(edit.bodies.size()));
        return insert(text, open, "\n        long touched" + number + " = " + number + "L;");
    }

    /// One more method with the name of one that is there; null where there is none.
    static @Nullable String signature(String text, int number, Random random) throws IOException {
        SourceEdit edit = of(text);
        if (edit.methods.isEmpty()) {
            return null;
        }
        Method method = edit.methods.get(random.nextInt(edit.methods.size()));
        return insert(
                text,
                method.start(),
                "public static void " + method.name() + "(java.util.BitSet touched" + number
                        + ", java.util.BitSet again, int third) {}\n\n    ");
    }

    private static String insert(String text, int at, String more) {
        return text.substring(0, at) + more + text.substring(at);
    }

    private static SourceEdit of(String text) throws IOException {
        SourceEdit edit = new SourceEdit(text);
        SimpleJavaFileObject file =
                new SimpleJavaFileObject(URI.create("memory:///A.java"), SimpleJavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                };
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problem -> {}, List.of("-proc:none"), null, List.of(file));
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        for (CompilationUnitTree unit : task.parse()) {
            edit.new Places(unit, positions).scan(unit, null);
        }
        return edit;
    }

    private final class Places extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private boolean inClass;
        private boolean inBody;

        Places(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
            boolean outer = inClass;
            boolean body = inBody;
            inClass = tree.getKind() == Tree.Kind.CLASS && !tree.getSimpleName().isEmpty() && !body;
            inBody = false;
            super.visitClass(tree, nothing);
            inClass = outer;
            inBody = body;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
            boolean constructor = tree.getReturnType() == null;
            if (tree.getBody() == null || constructor) {
                return null;
            }
            int open = start(tree.getBody());
            if (text.charAt(open) == '{') {
                bodies.add(open + 1);
            }
            if (inClass) {
                methods.add(new Method(start(tree), tree.getName().toString()));
            }
            inBody = true;
            scan(tree.getBody(), nothing);
            inBody = false;
            return null;
        }

        @Override
        public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void nothing) {
            return null;
        }

        @Override
        public @Nullable Void visitLiteral(LiteralTree tree, @Nullable Void nothing) {
            int end = (int) positions.getEndPosition(unit, tree);
            boolean string = inBody && tree.getKind() == Tree.Kind.STRING_LITERAL;
            if (string && text.charAt(end - 1) == '"' && text.charAt(end - 2) != '"') {
                strings.add(end - 1);
            }
            return null;
        }

        private int start(Tree tree) {
            return (int) positions.getStartPosition(unit, tree);
        }
    }
}
