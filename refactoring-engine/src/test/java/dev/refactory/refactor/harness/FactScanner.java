package dev.refactory.refactor.harness;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTreePath;
import com.sun.source.util.DocTreePathScanner;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/// One file's facts.
final class FactScanner extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final Spelling spelling;
    private final DocTrees trees;
    private final CompilationUnitTree unit;
    private final String path;
    private final JavaTokens tokens;
    private final Map<String, SymbolInfo> declared = new TreeMap<>();
    private final Set<Occurrence> occurrences = new TreeSet<>();
    private final Set<Relation> relations = new TreeSet<>();
    private final Map<Tree, Set<Role>> marks = new IdentityHashMap<>();
    private final Map<String, Integer> localTypes = new TreeMap<>();
    private String type = "";
    private String member = "";
    private @Nullable Range constantName;

    FactScanner(Shared shared, CompilationUnitTree unit, String path, String text) {
        this.spelling = shared.spelling;
        this.trees = shared.trees;
        this.unit = unit;
        this.path = path;
        this.tokens = JavaTokens.of(text);
    }

    FileFacts facts(int lines, List<Diagnostic> diagnostics, List<FileProblem> problems) {
        return new FileFacts(
                path,
                "0".repeat(40),
                "java",
                lines,
                declared.values().stream().toList(),
                occurrences.stream().toList(),
                relations.stream().toList(),
                diagnostics,
                problems);
    }

    private long start(Tree tree) {
        return trees.getSourcePositions().getStartPosition(unit, tree);
    }

    private long end(Tree tree) {
        return trees.getSourcePositions().getEndPosition(unit, tree);
    }

    /// The first token from `from` on that is `name`.
    private @Nullable Range word(long from, String name) {
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.start(i) >= from && JavaTokens.unescape(tokens.at(i)).equals(name)) {
                return new Range(tokens.start(i), tokens.end(i));
            }
        }
        return null;
    }

    private @Nullable Range lastWord(Tree tree) {
        for (int i = tokens.count() - 1; i >= 0; i--) {
            if (tokens.end(i) == end(tree)) {
                return new Range(tokens.start(i), tokens.end(i));
            }
        }
        return null;
    }

    private void define(@Nullable Range range, Element element, @Nullable String container, Role... more) {
        String symbol = spelling.of(element);
        if (range != null && symbol != null) {
            declared.put(symbol, spelling.describe(element, symbol, container));
            add(range, symbol, Role.DEFINITION, more);
        }
    }

    private void add(Range range, String symbol, Role role, Role... more) {
        Set<Role> roles = java.util.EnumSet.of(role, more);
        occurrences.add(new Occurrence(range, symbol, roles));
    }

    private void refer(@Nullable Range range, @Nullable Element element, String name, Role role, Role... more) {
        if (range == null) {
            return;
        }
        String symbol = element == null || Spelling.unresolved(element) ? "?" + name : spelling.of(element);
        if (symbol == null) {
            return;
        }
        if (symbol.startsWith("?")) {
            declared.put(
                    symbol,
                    new SymbolInfo(symbol, SymbolKind.UNRESOLVED, name, null, null, Set.of(), "", false, false));
        } else {
            mention(element, symbol);
        }
        add(range, symbol, role, more);
    }

    private void mention(@Nullable Element element, String symbol) {
        if (element != null && !declared.containsKey(symbol) && !symbol.contains("~")) {
            Element owner = element.getEnclosingElement();
            String container = owner == null || element instanceof PackageElement ? null : spelling.of(owner);
            SymbolInfo info = spelling.describe(element, symbol, container);
            if (info.path() == null) {
                declared.put(symbol, info);
            }
        }
    }

    private @Nullable Element element() {
        return trees.getElement(getCurrentPath());
    }

    @Override
    public @Nullable Void visitImport(ImportTree tree, @Nullable Void nothing) {
        if (!(tree.getQualifiedIdentifier() instanceof MemberSelectTree name)) {
            return null;
        }
        ExpressionTree qualifier = name.getExpression();
        Element owner = trees.getElement(new TreePath(new TreePath(getCurrentPath(), name), qualifier));
        String member = name.getIdentifier().toString();
        boolean onDemand = member.equals("*");
        if (owner instanceof TypeElement) {
            refer(
                    lastWord(qualifier),
                    owner,
                    "",
                    Role.TYPE_REFERENCE,
                    tree.isStatic() ? new Role[] {Role.STATIC_IMPORT} : new Role[0]);
        } else {
            refer(lastWord(qualifier), owner, qualifier.toString(), Role.IMPORT);
        }
        if (!onDemand && !tree.isStatic()) {
            Element imported = trees.getElement(new TreePath(getCurrentPath(), name));
            refer(lastWord(name), imported, member, Role.IMPORT);
        } else if (!onDemand && owner instanceof TypeElement imported) {
            for (Element each : spelling.elements.getAllMembers(imported)) {
                if (each.getSimpleName().contentEquals(member)
                        && each.getModifiers().contains(javax.lang.model.element.Modifier.STATIC)) {
                    refer(lastWord(name), each, member, Role.IMPORT, Role.STATIC_IMPORT);
                }
            }
        }
        return null;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
        if (!(element() instanceof TypeElement symbol)) {
            return super.visitClass(tree, nothing);
        }
        boolean anonymous = tree.getSimpleName().isEmpty();
        if (anonymous || symbol.getEnclosingElement() instanceof ExecutableElement) {
            int number = localTypes.merge(type, 1, Integer::sum);
            spelling.name(symbol, type + ".local$" + number);
        }
        Range name = anonymous
                ? nameOfCreated()
                : word(
                        afterModifiers(tree.getModifiers(), tree),
                        tree.getSimpleName().toString());
        String container = type.isEmpty() ? spelling.of(symbol.getEnclosingElement()) : type;
        define(name, symbol, container, anonymous ? new Role[] {Role.IMPLICIT} : new Role[0]);
        docs();
        new Relations(spelling, this::mention, relations).of(symbol, tree);
        if (tree.getExtendsClause() != null) {
            mark(tree.getExtendsClause(), Role.EXTENDS);
        }
        tree.getImplementsClause().forEach(each -> mark(each, Role.EXTENDS));
        String outerType = type;
        String outerMember = member;
        type = String.valueOf(spelling.of(symbol));
        member = type;
        for (Element each : symbol.getEnclosedElements()) {
            boolean implied =
                    (spelling.elements.getOrigin(each) == Elements.Origin.MANDATED || trees.getTree(each) == null)
                            && (each instanceof ExecutableElement || each instanceof VariableElement);
            if (implied && !anonymous) {
                define(name, each, type, Role.IMPLICIT);
            }
        }
        super.visitClass(tree, nothing);
        type = outerType;
        member = outerMember;
        return null;
    }

    private @Nullable Range nameOfCreated() {
        Tree parent = getCurrentPath().getParentPath().getLeaf();
        return parent instanceof NewClassTree created ? nameOfType(created.getIdentifier()) : constantName;
    }

    private @Nullable Range nameOfType(Tree tree) {
        return switch (tree) {
            case com.sun.source.tree.ParameterizedTypeTree generic -> nameOfType(generic.getType());
            case com.sun.source.tree.AnnotatedTypeTree annotated -> nameOfType(annotated.getUnderlyingType());
            default -> lastWord(tree);
        };
    }

    private void mark(Tree tree, Role role) {
        Tree head = tree instanceof com.sun.source.tree.ParameterizedTypeTree generic ? generic.getType() : tree;
        marks.put(head, java.util.EnumSet.of(Role.TYPE_REFERENCE, role));
    }

    private long afterModifiers(ModifiersTree modifiers, Tree tree) {
        return Math.max(start(tree), end(modifiers));
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
        if (!(element() instanceof ExecutableElement symbol)
                || spelling.elements.getOrigin(symbol) == Elements.Origin.MANDATED) {
            return null;
        }
        boolean constructor = symbol.getKind() == ElementKind.CONSTRUCTOR;
        String written = constructor && symbol.getEnclosingElement() instanceof TypeElement owner
                ? owner.getSimpleName().toString()
                : tree.getName().toString();
        Tree result = tree.getReturnType();
        long from = result == null ? afterModifiers(tree.getModifiers(), tree) : end(result);
        define(word(from, written), symbol, type);
        docs();
        String outer = member;
        member = String.valueOf(spelling.of(symbol));
        super.visitMethod(tree, nothing);
        member = outer;
        return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void nothing) {
        Element symbol = element();
        Tree written = tree.getType();
        boolean constant = symbol != null && symbol.getKind() == ElementKind.ENUM_CONSTANT;
        long from = afterModifiers(tree.getModifiers(), tree);
        if (!constant && written != null) {
            from = Math.max(from, end(written));
        }
        Range name = symbol == null ? null : word(from, tree.getName().toString());
        if (symbol != null && symbol.getEnclosingElement() instanceof TypeElement) {
            define(name, symbol, type);
            docs();
        } else if (symbol != null && name != null) {
            spelling.name(symbol, member + "~" + tree.getName() + "@" + name.start());
            define(name, symbol, member);
        }
        if (constant) {
            if (tree.getInitializer() instanceof NewClassTree init) {
                scan(init.getArguments(), nothing);
                constantName = name;
                scan(init.getClassBody(), nothing);
            }
            return nothing;
        }
        return super.visitVariable(tree, nothing);
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void nothing) {
        String name = tree.getName().toString();
        if (start(tree) >= 0 && !name.equals("this") && !name.equals("super")) {
            use(tree, word(start(tree), name), name);
        }
        return null;
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void nothing) {
        String name = tree.getIdentifier().toString();
        if (!name.equals("class") && !name.equals("this") && !name.equals("super")) {
            use(tree, lastWord(tree), name);
        }
        return scan(tree.getExpression(), nothing);
    }

    private void use(Tree tree, @Nullable Range range, String name) {
        Set<Role> marked = marks.remove(tree);
        Tree parent = getCurrentPath().getParentPath().getLeaf();
        Element symbol = element();
        if (marked != null) {
            refer(range, symbol, name, Role.TYPE_REFERENCE, marked.toArray(Role[]::new));
        } else if (parent instanceof MethodInvocationTree call && call.getMethodSelect() == tree) {
            refer(range, symbol, name, Role.CALL);
        } else if (symbol == null || symbol instanceof TypeElement || symbol instanceof TypeParameterElement) {
            refer(range, symbol, name, Role.TYPE_REFERENCE);
        } else {
            refer(range, symbol, name, Role.READ);
        }
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable Void nothing) {
        refer(lastWord(tree), element(), tree.getName().toString(), Role.METHOD_REFERENCE);
        return super.visitMemberReference(tree, nothing);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void nothing) {
        if (tree.getClassBody() == null) {
            refer(nameOfType(tree.getIdentifier()), element(), "<init>", Role.INSTANTIATION);
        }
        return super.visitNewClass(tree, nothing);
    }

    @Override
    public @Nullable Void visitAnnotation(AnnotationTree tree, @Nullable Void nothing) {
        mark(tree.getAnnotationType(), Role.ANNOTATION_USE);
        scan(tree.getAnnotationType(), nothing);
        for (ExpressionTree argument : tree.getArguments()) {
            if (argument instanceof AssignmentTree element && element.getVariable() instanceof IdentifierTree name) {
                TreePath path = new TreePath(new TreePath(getCurrentPath(), element), name);
                Element symbol = trees.getElement(path);
                long value = start(element.getExpression());
                if (start(name) >= 0 && start(name) < value) {
                    refer(
                            word(start(name), name.getName().toString()),
                            symbol,
                            name.getName().toString(),
                            Role.ANNOTATION_USE);
                } else {
                    Range extent = new Range((int) value, (int) end(element.getExpression()));
                    refer(extent, symbol, "value", Role.ANNOTATION_USE, Role.IMPLICIT);
                }
                scan(element.getExpression(), nothing);
            }
        }
        return null;
    }

    /// References in the doc comment of the current tree: the member only.
    private void docs() {
        DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
        if (comment == null) {
            return;
        }
        new DocTreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitReference(ReferenceTree tree, @Nullable Void nothing) {
                Element target = trees.getElement(getCurrentPath());
                int from = (int) trees.getSourcePositions().getStartPosition(unit, comment, tree);
                int hash = tree.getSignature().indexOf('#');
                if (hash >= 0) {
                    String rest = tree.getSignature().substring(hash + 1);
                    String name = rest.contains("(") ? rest.substring(0, rest.indexOf('(')) : rest;
                    Range range = new Range(from + hash + 1, from + hash + 1 + name.length());
                    refer(range, target, name, Role.DOCUMENTATION);
                }
                return null;
            }
        }.scan(new DocTreePath(getCurrentPath(), comment), null);
    }
}
