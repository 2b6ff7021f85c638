package dev.refactory.index.java.child;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.Type.ArrayType;
import com.sun.tools.javac.code.Type.TypeVar;
import com.sun.tools.javac.code.Type.WildcardType;
import com.sun.tools.javac.code.Types;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/// Headers of declarations for people: modifiers, type parameters, simple type names, no annotations.
final class Signatures {
    private Signatures() {}

    static String of(Symbol symbol, Types types) {
        return switch (symbol) {
            case Symbol.PackageSymbol namedPackage -> "package " + namedPackage.getQualifiedName();
            case Symbol.TypeVariableSymbol variable -> typeParameter(variable.type, types);
            case MethodSymbol method -> method(method, types);
            case VarSymbol variable ->
                modifiers(variable, variable.flags()) + type(variable.type) + " " + variable.name;
            case ClassSymbol type -> type(type, types);
            default -> "";
        };
    }

    private static String modifiers(Symbol symbol, long flags) {
        StringBuilder out = new StringBuilder();
        Set<Modifier> shown = Flags.asModifierSet(Symbols.written(symbol, flags));
        for (Modifier modifier : Modifier.values()) {
            if (shown.contains(modifier)) {
                out.append(modifier).append(' ');
            }
        }
        return out.toString();
    }

    private static String method(MethodSymbol method, Types types) {
        StringBuilder out = new StringBuilder(modifiers(method, method.flags()));
        out.append(typeParameters(method.type.getTypeArguments(), types));
        if (!out.isEmpty() && out.charAt(out.length() - 1) == '>') {
            out.append(' ');
        }
        if (method.isConstructor()) {
            out.append(method.owner.name);
        } else {
            out.append(type(method.type.getReturnType())).append(' ').append(method.name);
        }
        out.append('(');
        int last = method.type.getParameterTypes().size() - 1;
        int i = 0;
        for (VarSymbol parameter : method.params()) {
            if (i > 0) {
                out.append(", ");
            }
            boolean varargs = method.isVarArgs() && i == last && parameter.type instanceof ArrayType;
            out.append(varargs ? type(((ArrayType) parameter.type).elemtype) + "..." : type(parameter.type));
            out.append(' ').append(parameter.name);
            i++;
        }
        out.append(')');
        List<Type> thrown = method.type.getThrownTypes();
        return thrown.isEmpty() ? out.toString() : out + " throws " + types(thrown, ", ");
    }

    private static String type(ClassSymbol type, Types types) {
        long flags = type.flags();
        if (type.name.isEmpty()) {
            return "new " + supertypeName(type.type);
        }
        boolean isInterface = (flags & Flags.INTERFACE) != 0;
        StringBuilder out = new StringBuilder(modifiers(type, flags));
        out.append(
                switch (Symbols.kind(type)) {
                    case ANNOTATION -> "@interface ";
                    case INTERFACE -> "interface ";
                    case ENUM -> "enum ";
                    case RECORD -> "record ";
                    case PACKAGE,
                            CLASS,
                            METHOD,
                            CONSTRUCTOR,
                            FIELD,
                            ENUM_CONSTANT,
                            RECORD_COMPONENT,
                            TYPE_PARAMETER,
                            PARAMETER,
                            LOCAL,
                            UNRESOLVED,
                            MODULE -> "class ";
                });
        out.append(type.name).append(typeParameters(type.type.getTypeArguments(), types));
        Type superclass = types.supertype(type.type);
        boolean shown = !isInterface
                && superclass.tsym != null
                && !IMPLIED.contains(superclass.tsym.getQualifiedName().toString());
        if (shown) {
            out.append(" extends ").append(type(superclass));
        }
        List<Type> interfaces = (flags & Flags.ANNOTATION) != 0 ? List.of() : types.interfaces(type.type);
        if (!interfaces.isEmpty()) {
            out.append(isInterface ? " extends " : " implements ").append(types(interfaces, ", "));
        }
        return out.toString();
    }

    private static final List<String> IMPLIED = List.of("java.lang.Object", "java.lang.Enum", "java.lang.Record", "");

    private static String typeParameters(List<Type> parameters, Types types) {
        if (parameters.isEmpty()) {
            return "";
        }
        return parameters.stream()
                .map(parameter -> typeParameter(parameter, types))
                .collect(Collectors.joining(", ", "<", ">"));
    }

    private static String typeParameter(Type parameter, Types types) {
        if (!(parameter instanceof TypeVar variable) || variable.getUpperBound() == null) {
            return parameter.tsym.name.toString();
        }
        List<Type> bounds = types.getBounds(variable).stream()
                .filter(bound ->
                        bound.tsym != null && !bound.tsym.getQualifiedName().contentEquals("java.lang.Object"))
                .toList();
        return bounds.isEmpty()
                ? variable.tsym.name.toString()
                : variable.tsym.name + " extends " + types(bounds, " & ");
    }

    private static String types(List<Type> types, String separator) {
        return types.stream().map(Signatures::type).collect(Collectors.joining(separator));
    }

    /// A type by simple names.
    static String type(Type type) {
        return switch (type) {
            case ArrayType array -> type(array.elemtype) + "[]";
            case WildcardType wildcard -> wildcard.isUnbound() ? "?" : wildcard.kind + type(wildcard.type);
            case Type.IntersectionClassType intersection -> types(intersection.getExplicitComponents(), " & ");
            case Type.CapturedType captured -> type(captured.wildcard);
            default -> {
                String name =
                        type.tsym == null || type.tsym.name.isEmpty() ? supertypeName(type) : type.tsym.name.toString();
                List<Type> arguments = type instanceof Type.ClassType ? type.getTypeArguments() : List.of();
                yield arguments.isEmpty() ? name : name + "<" + types(arguments, ", ") + ">";
            }
        };
    }

    private static String supertypeName(Type type) {
        if (type.tsym instanceof ClassSymbol anonymous && anonymous.type instanceof Type.ClassType classType) {
            if (classType.interfaces_field != null && classType.interfaces_field.nonEmpty()) {
                return type(classType.interfaces_field.head);
            }
            if (classType.supertype_field != null && classType.supertype_field.tsym != anonymous) {
                return type(classType.supertype_field);
            }
        }
        return "?";
    }
}
