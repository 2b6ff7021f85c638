package dev.refactory.index.java;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.refactory.index.java.JavaAttributor.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Name;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// The oracle: one ordinary compiler task over every file at once, read through the public tree API alone, sharing no
/// code with what it judges.
final class PlainCompiler {
    /// @param names `start..end symbol` of every name outside imports
    /// @param imports where import declarations stand, `start..end`
    /// @param anonymous starts of type names with a class body behind them
    record Names(Set<String> names, List<int[]> imports, Set<Integer> anonymous) {}

    private PlainCompiler() {}

    /// By path.
    static Map<String, Names> read(List<Source> sources, int release) {
        List<SimpleJavaFileObject> files = new ArrayList<>();
        Map<URI, String> paths = new TreeMap<>();
        for (Source source : sources) {
            if (!source.path().endsWith("module-info.java")) {
                URI uri = URI.create("memory:///" + source.path());
                paths.put(uri, source.path());
                files.add(new SimpleJavaFileObject(uri, Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return new String(source.bytes(), StandardCharsets.UTF_8);
                    }
                });
            }
        }
        List<String> options = List.of("--release", Integer.toString(release), "-proc:none", "-Xlint:none");
        JavacTask task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, diagnostic -> {}, options, null, files);
        Map<String, Names> names = new TreeMap<>();
        try {
            Iterable<? extends CompilationUnitTree> units = task.parse();
            task.analyze();
            for (CompilationUnitTree unit : units) {
                Scanner scanner = new Scanner(unit, Trees.instance(task), task.getTypes());
                scanner.scan(unit, null);
                names.put(String.valueOf(paths.get(unit.getSourceFile().toUri())), scanner.found);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    private static final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final Trees trees;
        private final Types types;
        private final String text;
        private final Names found = new Names(new TreeSet<>(), new ArrayList<>(), new TreeSet<>());

        Scanner(CompilationUnitTree unit, Trees trees, Types types) throws IOException {
            this.unit = unit;
            this.trees = trees;
            this.types = types;
            this.text = unit.getSourceFile().getCharContent(true).toString();
        }

        private int start(Tree tree) {
            return (int) trees.getSourcePositions().getStartPosition(unit, tree);
        }

        private int end(Tree tree) {
            return (int) trees.getSourcePositions().getEndPosition(unit, tree);
        }

        @Override
        public @Nullable Void visitImport(ImportTree tree, @Nullable Void nothing) {
            found.imports().add(new int[] {start(tree), end(tree)});
            return null;
        }

        @Override
        public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void nothing) {
            int start = start(tree);
            name(start, tree.getName().toString(), trees.getElement(getCurrentPath()));
            return super.visitIdentifier(tree, nothing);
        }

        @Override
        public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void nothing) {
            String name = tree.getIdentifier().toString();
            name(end(tree) - name.length(), name, trees.getElement(getCurrentPath()));
            return super.visitMemberSelect(tree, nothing);
        }

        @Override
        public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable Void nothing) {
            String name = tree.getMode() == MemberReferenceTree.ReferenceMode.NEW
                    ? "new"
                    : tree.getName().toString();
            name(end(tree) - name.length(), name, trees.getElement(getCurrentPath()));
            return super.visitMemberReference(tree, nothing);
        }

        @Override
        public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void nothing) {
            Tree type = tree.getIdentifier();
            while (!(type instanceof IdentifierTree || type instanceof MemberSelectTree)) {
                type = type instanceof ParameterizedTypeTree generic
                        ? generic.getType()
                        : ((AnnotatedTypeTree) type).getUnderlyingType();
            }
            String name = type instanceof MemberSelectTree select
                    ? select.getIdentifier().toString()
                    : ((IdentifierTree) type).getName().toString();
            int start = end(type) - name.length();
            if (tree.getClassBody() != null) {
                found.anonymous().add(start);
            } else {
                name(start, name, trees.getElement(getCurrentPath()));
            }
            return super.visitNewClass(tree, nothing);
        }

        private void name(int start, String name, @Nullable Element element) {
            if (start >= 0 && element != null && text.startsWith(name, start)) {
                String symbol = spell(element);
                if (symbol != null) {
                    found.names().add(start + ".." + (start + name.length()) + " " + symbol);
                }
            }
        }

        private @Nullable String spell(Element element) {
            Name name = element.getSimpleName();
            return switch (element) {
                case PackageElement found ->
                    found.isUnnamed() ? null : found.getQualifiedName().toString();
                case TypeElement type ->
                    isLocal(type) ? "local" : type.getQualifiedName().toString();
                case ExecutableElement method -> {
                    String owner = owner(method);
                    boolean ofArray = owner.equals("Array");
                    yield ofArray ? null : owner.equals("local") ? "local" : owner + "#" + name + parameters(method);
                }
                case VariableElement variable -> variable(variable, name);
                default -> element.getKind() == ElementKind.TYPE_PARAMETER ? "~" + name : null;
            };
        }

        private @Nullable String variable(VariableElement variable, Name name) {
            if (name.contentEquals("this") || name.contentEquals("super") || name.contentEquals("class")) {
                return null;
            }
            if (!variable.getKind().isField()) {
                return "~" + name;
            }
            String owner = owner(variable);
            return owner.equals("Array") ? null : owner.equals("local") ? "local" : owner + "#" + name;
        }

        private String owner(Element member) {
            TypeElement owner = (TypeElement) Objects.requireNonNull(member.getEnclosingElement());
            if (owner.getQualifiedName().contentEquals("Array")) {
                return member.getKind() == ElementKind.METHOD ? "java.lang.Object" : "Array";
            }
            return isLocal(owner) ? "local" : owner.getQualifiedName().toString();
        }

        /// Local, or within something local.
        private static boolean isLocal(TypeElement type) {
            NestingKind nesting = type.getNestingKind();
            if (nesting == NestingKind.LOCAL || nesting == NestingKind.ANONYMOUS) {
                return true;
            }
            return nesting == NestingKind.MEMBER
                    && type.getEnclosingElement() instanceof TypeElement outer
                    && isLocal(outer);
        }

        private String parameters(ExecutableElement method) {
            List<String> parameters = new ArrayList<>();
            for (VariableElement parameter : method.getParameters()) {
                TypeMirror erasure = types.erasure(parameter.asType());
                parameters.add(erasure.toString());
            }
            return "(" + String.join(",", parameters) + ")";
        }
    }
}
