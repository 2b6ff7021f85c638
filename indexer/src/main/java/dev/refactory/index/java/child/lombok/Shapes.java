package dev.refactory.index.java.child.lombok;

import com.sun.tools.javac.code.BoundKind;
import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCAnnotatedType;
import com.sun.tools.javac.tree.JCTree.JCBlock;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCModifiers;
import com.sun.tools.javac.tree.JCTree.JCStatement;
import com.sun.tools.javac.tree.JCTree.JCTypeParameter;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.tree.TreeCopier;
import com.sun.tools.javac.tree.TreeMaker;
import com.sun.tools.javac.util.List;
import com.sun.tools.javac.util.ListBuffer;
import com.sun.tools.javac.util.Name;
import com.sun.tools.javac.util.Names;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Makes trees of declarations. All stand at one place, that of an annotation, where no name is written.
/// Copies of types stand where the original does, so what is wrong with it is said once.
final class Shapes {
    private final TreeMaker make;
    private final Names names;
    private final int at;
    private final TreeCopier<@Nullable Void> copier;

    /// @param at where the annotation begins that asks for them
    Shapes(TreeMaker make, Names names, int at) {
        this.make = make;
        this.names = names;
        this.at = at;
        this.copier = new TreeCopier<>(make) {
            @Override
            public JCTree visitAnnotatedType(com.sun.source.tree.AnnotatedTypeTree tree, @Nullable Void nothing) {
                return copy((JCTree) ((JCAnnotatedType) tree).underlyingType, nothing);
            }
        };
    }

    Shapes at(Use use) {
        return new Shapes(make, names, use.tree().pos);
    }

    private TreeMaker make() {
        return make.at(at);
    }

    Name name(String text) {
        return names.fromString(text);
    }

    JCExpression copy(JCExpression type) {
        return copier.copy(type, null);
    }

    List<JCExpression> copies(List<JCExpression> types) {
        return types.map(this::copy);
    }

    JCExpression ident(String name) {
        return make().Ident(name(name));
    }

    /// A type by its qualified name.
    JCExpression type(String qualified) {
        JCExpression type = null;
        for (String part : qualified.split("\\.")) {
            type = type == null ? ident(part) : make().Select(type, name(part));
        }
        return java.util.Objects.requireNonNull(type);
    }

    JCExpression type(JCExpression generic, Collection<JCExpression> arguments) {
        return arguments.isEmpty() ? generic : make().TypeApply(generic, List.from(arguments));
    }

    JCExpression type(String qualified, JCExpression argument) {
        return make().TypeApply(type(qualified), List.of(argument));
    }

    /// A member type.
    JCExpression type(JCExpression outer, String name) {
        return make().Select(outer, name(name));
    }

    JCExpression primitive(TypeTag tag) {
        return make().TypeIdent(tag);
    }

    JCExpression anything() {
        return make().Wildcard(make().TypeBoundKind(BoundKind.UNBOUND), null);
    }

    JCExpression below(JCExpression bound) {
        return make().Wildcard(make().TypeBoundKind(BoundKind.EXTENDS), bound);
    }

    /// A type as its own code names it.
    JCExpression self(JCClassDecl type) {
        return type(ident(type.name.toString()), arguments(type.typarams));
    }

    List<JCExpression> arguments(List<JCTypeParameter> parameters) {
        return parameters.map(parameter -> ident(parameter.name.toString()));
    }

    List<JCTypeParameter> parameters(List<JCTypeParameter> parameters) {
        ListBuffer<JCTypeParameter> copies = new ListBuffer<>();
        for (JCTypeParameter parameter : parameters) {
            copies.append(parameter(parameter.name, copies(parameter.bounds)));
        }
        return copies.toList();
    }

    JCTypeParameter parameter(Name name, List<JCExpression> bounds) {
        return make().TypeParameter(name, bounds);
    }

    JCModifiers modifiers(long flags) {
        return make().Modifiers(flags);
    }

    JCVariableDecl parameter(String name, JCExpression type) {
        return make().VarDef(modifiers(Flags.PARAMETER | Flags.FINAL), name(name), type, null);
    }

    JCVariableDecl parameter(String name, JCExpression type, long more) {
        return make().VarDef(modifiers(Flags.PARAMETER | Flags.FINAL | more), name(name), type, null);
    }

    JCVariableDecl field(long flags, JCExpression type, String name) {
        return make().VarDef(modifiers(flags), name(name), type, null);
    }

    /// A field that is never without a value.
    JCVariableDecl constant(long flags, JCExpression type, String name, @Nullable String value) {
        JCExpression init = value == null ? make().Literal(TypeTag.BOT, null) : make().Literal(value);
        return make().VarDef(modifiers(flags | Flags.FINAL | Flags.STATIC), name(name), type, init);
    }

    /// A field of an instance that is never without a value.
    JCVariableDecl filled(long flags, JCExpression type, String name) {
        return make().VarDef(modifiers(flags), name(name), type, make().Literal(TypeTag.BOT, null));
    }

    /// Statements whose exceptions go no further.
    JCStatement caught(List<JCStatement> statements, JCVariableDecl thrown) {
        return make().Try(make().Block(0, statements), List.of(make().Catch(thrown, block(nothing()))), null);
    }

    JCMethodDecl method(long flags, JCExpression type, String name, JCVariableDecl... parameters) {
        return method(flags, List.nil(), type, name, List.from(parameters), List.nil());
    }

    /// A method that does nothing; whoever calls it cannot tell.
    JCMethodDecl method(
            long flags,
            List<JCTypeParameter> variables,
            JCExpression type,
            String name,
            List<JCVariableDecl> parameters,
            List<JCExpression> thrown) {
        JCBlock body = (flags & Flags.ABSTRACT) != 0 ? null : block(nothing());
        return make().MethodDef(
                        modifiers(flags | Flags.GENERATED_MEMBER),
                        name(name),
                        type,
                        variables,
                        parameters,
                        thrown,
                        body,
                        null);
    }

    /// @param called what it calls first, `this` or `super`; null to leave it to the compiler
    JCMethodDecl constructor(
            long flags, List<JCVariableDecl> parameters, @Nullable String called, List<JCExpression> arguments) {
        JCBlock body = called == null
                ? block(nothing())
                : block(make().Exec(make().Apply(List.nil(), ident(called), arguments)), nothing());
        return make().MethodDef(
                        modifiers(flags | Flags.GENERATED_MEMBER),
                        names.init,
                        null,
                        List.nil(),
                        parameters,
                        List.nil(),
                        body,
                        null);
    }

    JCMethodDecl constructor(long flags, List<JCVariableDecl> parameters) {
        return constructor(flags, parameters, null, List.nil());
    }

    /// A value of a type, whatever it is.
    JCExpression none(JCExpression type) {
        return make().TypeCast(type, make().Literal(TypeTag.BOT, null));
    }

    private JCStatement nothing() {
        return make().Throw(make().Literal(TypeTag.BOT, null));
    }

    private JCBlock block(JCStatement... statements) {
        return make().Block(0, List.from(statements));
    }

    JCClassDecl type(long flags, String name, List<JCTypeParameter> variables, @Nullable JCExpression extended) {
        return make().ClassDef(modifiers(flags), name(name), variables, extended, List.nil(), List.nil());
    }

    /// The use of an annotation where a type was written.
    JCTree.JCAnnotation use(JCExpression name) {
        return make.at(name.pos).Annotation(name, List.nil());
    }

    /// A constant of an enum of that name.
    JCVariableDecl enumConstant(String name, String ofType) {
        JCExpression init = make().NewClass(null, List.nil(), ident(ofType), List.nil(), null);
        long flags = Flags.PUBLIC | Flags.STATIC | Flags.FINAL | Flags.ENUM;
        return make().VarDef(modifiers(flags), name(name), ident(ofType), init);
    }
}
