package dev.refactory.index.java.child;

import static dev.refactory.index.java.child.FactSink.bits;

import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCAnnotation;
import com.sun.tools.javac.tree.JCTree.JCAssign;
import com.sun.tools.javac.tree.JCTree.JCAssignOp;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCErroneous;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.tree.JCTree.JCFieldAccess;
import com.sun.tools.javac.tree.JCTree.JCIdent;
import com.sun.tools.javac.tree.JCTree.JCImport;
import com.sun.tools.javac.tree.JCTree.JCInstanceOf;
import com.sun.tools.javac.tree.JCTree.JCLambda;
import com.sun.tools.javac.tree.JCTree.JCMemberReference;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCMethodInvocation;
import com.sun.tools.javac.tree.JCTree.JCModuleDecl;
import com.sun.tools.javac.tree.JCTree.JCModuleImport;
import com.sun.tools.javac.tree.JCTree.JCNewArray;
import com.sun.tools.javac.tree.JCTree.JCNewClass;
import com.sun.tools.javac.tree.JCTree.JCPackageDecl;
import com.sun.tools.javac.tree.JCTree.JCRecordPattern;
import com.sun.tools.javac.tree.JCTree.JCTypeApply;
import com.sun.tools.javac.tree.JCTree.JCTypeCast;
import com.sun.tools.javac.tree.JCTree.JCTypeIntersection;
import com.sun.tools.javac.tree.JCTree.JCTypeParameter;
import com.sun.tools.javac.tree.JCTree.JCTypeUnion;
import com.sun.tools.javac.tree.JCTree.JCUnary;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.tree.JCTree.JCWildcard;
import com.sun.tools.javac.tree.TreeInfo;
import com.sun.tools.javac.tree.TreeScanner;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Walks one attributed file and reports every name in it. Declarations are [Declarations]' part.
final class Collector extends TreeScanner {
    private static final int TYPE = bits(Role.TYPE_REFERENCE);
    private static final int READ = bits(Role.READ);
    private static final int WRITE = bits(Role.WRITE);
    private static final int CALL = bits(Role.CALL);
    private static final int IMPLICIT = bits(Role.IMPLICIT);

    private final SourceUnit source;
    private final FactSink sink;
    private final Declarations declarations;
    private final Imports imports;

    /// Roles a tree about to be visited has because of where it stands.
    private final Map<JCTree, Integer> marks = new IdentityHashMap<>();

    Collector(SourceUnit source, FactSink sink, Symbols symbols) {
        this.source = source;
        this.sink = sink;
        this.declarations = new Declarations(source, sink, symbols, this);
        this.imports = new Imports(source, sink, symbols);
    }

    Declarations declarations() {
        return declarations;
    }

    void mark(@Nullable JCTree tree, int roles) {
        if (tree != null) {
            marks.put(tree, roles);
        }
    }

    /// Visits a type whose name has the given roles besides being a reference to it.
    void type(@Nullable JCTree tree, int roles) {
        if (tree != null) {
            mark(SourceUnit.head(tree), roles | TYPE);
            scan(tree);
        }
    }

    private void types(@Nullable List<? extends JCExpression> trees) {
        if (trees != null) {
            trees.forEach(tree -> type(tree, 0));
        }
    }

    private int roles(JCTree tree, @Nullable Symbol symbol) {
        Integer marked = marks.remove(tree);
        if (marked != null) {
            return marked;
        }
        if (symbol == null || Symbols.unresolved(symbol)) {
            return READ;
        }
        return switch (symbol.kind) {
            case TYP -> TYPE;
            case PCK -> 0;
            default -> READ;
        };
    }

    @Override
    public void visitIdent(JCIdent tree) {
        int roles = roles(tree, tree.sym);
        Range name = source.wordAt(tree.pos, tree.name);
        if (name == null || isSelf(tree.name) && !(tree.sym instanceof MethodSymbol)) {
            return;
        }
        sink.refer(name, tree.sym, tree.name, roles);
    }

    @Override
    public void visitSelect(JCFieldAccess tree) {
        int roles = roles(tree, tree.sym);
        scan(tree.selected);
        boolean unnamed =
                isSelf(tree.name) && !(tree.sym instanceof MethodSymbol) || tree.name == tree.name.table.names._class;
        Range name = unnamed ? null : source.lastWordOf(tree, tree.name);
        if (name != null) {
            sink.refer(name, tree.sym, tree.name, roles);
        }
    }

    private static boolean isSelf(com.sun.tools.javac.util.Name name) {
        return name == name.table.names._this || name == name.table.names._super;
    }

    @Override
    public void visitApply(JCMethodInvocation tree) {
        types(tree.typeargs);
        JCExpression callee = TreeInfo.skipParens(tree.meth);
        if (callee instanceof JCIdent ident && isSelf(ident.name) && source.wordAt(ident.pos, ident.name) == null) {
            declarations.implicitCall(ident.sym);
        } else {
            mark(callee, CALL);
            scan(tree.meth);
        }
        scan(tree.args);
    }

    @Override
    public void visitNewClass(JCNewClass tree) {
        scan(tree.encl);
        types(tree.typeargs);
        type(tree.clazz, 0);
        Range name = source.nameOfType(tree.clazz);
        instantiation(tree, name, 0);
        scan(tree.args);
        if (tree.def != null) {
            declarations.anonymous(tree.def, name);
        }
    }

    /// An enum constant's initialiser, of which the constant's name is all that is written.
    void enumConstant(JCNewClass tree, Range constant) {
        instantiation(tree, constant, IMPLICIT);
        scan(tree.args);
        if (tree.def != null) {
            declarations.anonymous(tree.def, constant);
        }
    }

    private void instantiation(JCNewClass tree, @Nullable Range name, int roles) {
        Symbol constructor = tree.def == null ? tree.constructor : Declarations.superConstructor(tree.def);
        if (name != null && constructor instanceof MethodSymbol && !Symbols.unresolved(constructor)) {
            boolean ofInterface = tree.def != null && tree.def.extending == null;
            if (!ofInterface) {
                sink.refer(name, constructor, constructor.name, roles | bits(Role.INSTANTIATION));
            }
        }
    }

    @Override
    public void visitReference(JCMemberReference tree) {
        scan(tree.expr);
        types(tree.typeargs);
        String written =
                tree.mode == com.sun.source.tree.MemberReferenceTree.ReferenceMode.NEW ? "new" : tree.name.toString();
        Range name = source.lastWordOf(tree, written);
        if (name != null) {
            sink.refer(name, tree.sym, written, bits(Role.METHOD_REFERENCE));
        }
    }

    @Override
    public void visitAssign(JCAssign tree) {
        mark(target(tree.lhs), WRITE);
        scan(tree.lhs);
        scan(tree.rhs);
    }

    @Override
    public void visitAssignop(JCAssignOp tree) {
        mark(target(tree.lhs), READ | WRITE);
        scan(tree.lhs);
        scan(tree.rhs);
    }

    @Override
    public void visitUnary(JCUnary tree) {
        switch (tree.getTag()) {
            case PREINC, PREDEC, POSTINC, POSTDEC -> mark(target(tree.arg), READ | WRITE);
            default -> {}
        }
        scan(tree.arg);
    }

    /// The variable an assignment's left side names; null for an array's element.
    private static @Nullable JCTree target(JCExpression left) {
        JCExpression target = TreeInfo.skipParens(left);
        return target instanceof JCIdent || target instanceof JCFieldAccess ? target : null;
    }

    @Override
    public void visitLambda(JCLambda tree) {
        boolean implicit = tree.paramKind == JCLambda.ParameterKind.IMPLICIT;
        tree.params.forEach(parameter -> declarations.variable(parameter, implicit || parameter.declaredUsingVar()));
        scan(tree.body);
    }

    @Override
    public void visitAnnotation(JCAnnotation tree) {
        type(tree.annotationType, source.made().contains(tree) ? 0 : bits(Role.ANNOTATION_USE));
        for (JCExpression argument : tree.args) {
            if (!(argument instanceof JCAssign element) || !(element.lhs instanceof JCIdent name)) {
                scan(argument);
                continue;
            }
            Range written = source.wordAt(name.pos, name.name);
            Range value = source.extent(element.rhs);
            if (written != null && (value == null || value.start() > written.start())) {
                sink.refer(written, name.sym, name.name, bits(Role.ANNOTATION_USE));
            } else if (value != null && !Symbols.unresolved(name.sym)) {
                sink.refer(value, name.sym, name.name, bits(Role.ANNOTATION_USE) | IMPLICIT);
            }
            scan(element.rhs);
        }
    }

    @Override
    public void visitTypeApply(JCTypeApply tree) {
        scan(tree.clazz);
        types(tree.arguments);
    }

    @Override
    public void visitTypeCast(JCTypeCast tree) {
        type(tree.clazz, 0);
        scan(tree.expr);
    }

    @Override
    public void visitTypeTest(JCInstanceOf tree) {
        scan(tree.expr);
        type(tree.pattern, 0);
    }

    @Override
    public void visitRecordPattern(JCRecordPattern tree) {
        type(tree.deconstructor, 0);
        scan(tree.nested);
    }

    @Override
    public void visitTypeUnion(JCTypeUnion tree) {
        types(tree.alternatives);
    }

    @Override
    public void visitTypeIntersection(JCTypeIntersection tree) {
        types(tree.bounds);
    }

    @Override
    public void visitWildcard(JCWildcard tree) {
        type(tree.inner, 0);
    }

    @Override
    public void visitNewArray(JCNewArray tree) {
        scan(tree.annotations);
        type(tree.elemtype, 0);
        scan(tree.dims);
        tree.dimAnnotations.forEach(this::scan);
        scan(tree.elems);
    }

    @Override
    public void visitImport(JCImport tree) {
        imports.of(tree);
    }

    @Override
    public void visitModuleImport(JCModuleImport tree) {
        Range range = source.extent(tree.module);
        if (range != null) {
            sink.referModule(range, TreeInfo.fullName(tree.module).toString(), bits(Role.IMPORT));
        }
    }

    @Override
    public void visitModuleDef(JCModuleDecl tree) {
        // Read by [ModuleFacts]: files are attributed as parts of the unnamed module.
    }

    @Override
    public void visitPackageDef(JCPackageDecl tree) {
        scan(tree.annotations);
        mark(tree.pid, bits(Role.DEFINITION));
        scan(tree.pid);
        declarations.packageDocs(tree);
    }

    @Override
    public void visitErroneous(JCErroneous tree) {
        scan(tree.errs);
    }

    @Override
    public void visitClassDef(JCClassDecl tree) {
        declarations.type(tree, source.nameOf(tree));
    }

    @Override
    public void visitMethodDef(JCMethodDecl tree) {
        declarations.method(tree);
    }

    @Override
    public void visitVarDef(JCVariableDecl tree) {
        declarations.variable(tree);
    }

    @Override
    public void visitTypeParameter(JCTypeParameter tree) {
        scan(tree.annotations);
        declarations.typeParameter(tree);
        types(tree.bounds);
    }
}
