package dev.refactory.index.java.child;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.Kinds.Kind;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.Type.ArrayType;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.code.Types;
import com.sun.tools.javac.util.Context;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/// The compiler's symbols in the spelling of [SymbolInfo], for one compilation.
final class Symbols {
    private final Types types;
    private final Symtab table;
    private final Map<Symbol, String> spellings = new HashMap<>();

    Symbols(Context context) {
        types = Types.instance(context);
        table = Symtab.instance(context);
    }

    Types types() {
        return types;
    }

    /// Gives a symbol that has no name of its own beyond its file (a local or anonymous type, a variable) its spelling.
    void name(Symbol symbol, String spelling) {
        spellings.put(symbol, spelling);
    }

    /// The compiler could not bind it.
    static boolean unresolved(@Nullable Symbol symbol) {
        return symbol == null
                || symbol.kind == Kind.ERR
                || symbol.kind == Kind.NIL
                || symbol.kind.isResolutionError()
                || symbol.kind == Kind.TYP && symbol.type.hasTag(TypeTag.ERROR);
    }

    /// The symbol a use is listed under: the declaration itself where the compiler works with a copy of it, and for
    /// `clone()` of an array, `Object`'s.
    Symbol canonical(Symbol symbol) {
        Symbol base = bridged(symbol.baseSymbol());
        if (base.owner != table.arrayClass || base.kind != Kind.MTH || base.isConstructor()) {
            return base;
        }
        Symbol inherited = table.objectType.tsym.members().findFirst(base.name);
        return inherited == null ? base : inherited;
    }

    /// The method a compiler once made a bridge to: a comment can name the bridge, which is spelled the same.
    private Symbol bridged(Symbol symbol) {
        if (symbol instanceof MethodSymbol bridge && (bridge.flags() & Flags.BRIDGE) != 0) {
            for (Symbol other : bridge.owner.members().getSymbolsByName(bridge.name)) {
                if (other instanceof MethodSymbol method
                        && (method.flags() & Flags.BRIDGE) == 0
                        && parameters(method).equals(parameters(bridge))) {
                    return method;
                }
            }
        }
        return symbol;
    }

    /// Null for what has no spelling: the variables `this` and `super`, `length` of arrays, arrays' constructors.
    @Nullable
    String spell(Symbol symbol) {
        String known = spellings.get(symbol);
        if (known != null) {
            return known;
        }
        String spelling = compute(symbol);
        if (spelling != null) {
            spellings.put(symbol, spelling);
        }
        return spelling;
    }

    private @Nullable String compute(Symbol symbol) {
        if (symbol.owner == table.arrayClass) {
            return null;
        }
        switch (symbol) {
            case Symbol.PackageSymbol namedPackage -> {
                return namedPackage.isUnnamed()
                        ? null
                        : namedPackage.getQualifiedName().toString();
            }
            case Symbol.TypeVariableSymbol variable -> {
                String owner = spell(variable.owner);
                return owner == null ? null : owner + "~" + variable.name;
            }
            case ClassSymbol type -> {
                return type.name.isEmpty() ? null : className(type);
            }
            case MethodSymbol method -> {
                String owner = spell(method.owner);
                return owner == null ? null : owner + "#" + method.name + parameters(method);
            }
            case VarSymbol variable -> {
                if (variable.owner.kind != Kind.TYP || isSelf(variable)) {
                    return null;
                }
                String owner = spell(variable.owner);
                return owner == null ? null : owner + "#" + variable.name;
            }
            default -> {
                return null;
            }
        }
    }

    private static boolean isSelf(VarSymbol variable) {
        return variable.name == variable.name.table.names._this
                || variable.name == variable.name.table.names._super
                || variable.name == variable.name.table.names._class;
    }

    private @Nullable String className(ClassSymbol type) {
        if (type.owner.kind == Kind.PCK) {
            return type.getQualifiedName().toString();
        }
        String owner = type.owner.kind == Kind.TYP ? spell(type.owner) : null;
        return owner == null ? null : owner + "." + type.name;
    }

    private String parameters(MethodSymbol method) {
        StringBuilder out = new StringBuilder("(");
        for (Type parameter : method.erasure(types).getParameterTypes()) {
            if (out.length() > 1) {
                out.append(',');
            }
            out.append(erased(parameter));
        }
        return out.append(')').toString();
    }

    /// An erased type as it stands in a method's spelling; a type nothing is known of by its written name.
    String erased(Type type) {
        Type erasure = types.erasure(type);
        if (erasure instanceof ArrayType array) {
            return erased(array.elemtype) + "[]";
        }
        String spelling = erasure.isPrimitive() || unresolved(erasure.tsym) ? null : spell(erasure.tsym);
        return spelling != null ? spelling : erasure.tsym.name.toString();
    }

    /// Declared in a source of the repository, and not in the JDK or a jar.
    boolean inRepository(Symbol symbol) {
        ClassSymbol outermost = symbol.outermostClass();
        return outermost != null
                && outermost.classfile != null
                && outermost.classfile.getKind() == JavaFileObject.Kind.SOURCE;
    }

    static SymbolKind kind(Symbol symbol) {
        return switch (symbol) {
            case Symbol.PackageSymbol namedPackage -> SymbolKind.PACKAGE;
            case Symbol.TypeVariableSymbol variable -> SymbolKind.TYPE_PARAMETER;
            case MethodSymbol method -> method.isConstructor() ? SymbolKind.CONSTRUCTOR : SymbolKind.METHOD;
            case VarSymbol variable -> variableKind(variable);
            default -> symbol.name.isEmpty() ? SymbolKind.CLASS : typeKind(symbol.flags());
        };
    }

    private static SymbolKind variableKind(VarSymbol variable) {
        if (variable.owner.kind == Kind.TYP) {
            if ((variable.flags() & Flags.ENUM) != 0) {
                return SymbolKind.ENUM_CONSTANT;
            }
            boolean component = (variable.owner.flags() & Flags.RECORD) != 0 && !variable.isStatic();
            return component ? SymbolKind.RECORD_COMPONENT : SymbolKind.FIELD;
        }
        boolean parameter = (variable.flags() & Flags.PARAMETER) != 0 && !variable.isExceptionParameter();
        return parameter ? SymbolKind.PARAMETER : SymbolKind.LOCAL;
    }

    private static SymbolKind typeKind(long flags) {
        if ((flags & Flags.ANNOTATION) != 0) {
            return SymbolKind.ANNOTATION;
        }
        if ((flags & Flags.INTERFACE) != 0) {
            return SymbolKind.INTERFACE;
        }
        if ((flags & Flags.ENUM) != 0) {
            return SymbolKind.ENUM;
        }
        return (flags & Flags.RECORD) != 0 ? SymbolKind.RECORD : SymbolKind.CLASS;
    }

    /// Everything a snapshot keeps of a symbol.
    /// @param spelling from [#spell]
    /// @param container the declaring symbol's spelling, or null for packages
    /// @param path null when it is external
    SymbolInfo describe(Symbol symbol, String spelling, @Nullable String container, @Nullable String path) {
        // The compiler knows that a package is deprecated once it has read its package-info: in some files' company
        // only, and a fact of a file may not depend on which others are read with it.
        long flags = symbol instanceof Symbol.PackageSymbol ? 0 : symbol.flags();
        return new SymbolInfo(
                spelling,
                kind(symbol),
                symbol.name.isEmpty() ? "<anonymous>" : symbol.name.toString(),
                container,
                path,
                modifiers(symbol, flags),
                Signatures.of(symbol, types),
                (flags & Flags.DEPRECATED) != 0,
                (flags & Flags.DEPRECATED_REMOVAL) != 0);
    }

    static Set<String> modifiers(Symbol symbol, long flags) {
        if (symbol instanceof Symbol.PackageSymbol || symbol instanceof Symbol.TypeVariableSymbol) {
            return Set.of();
        }
        Set<String> modifiers = new HashSet<>();
        for (Modifier modifier : Flags.asModifierSet(written(symbol, flags))) {
            modifiers.add(modifier.toString().toLowerCase(Locale.ROOT));
        }
        return modifiers;
    }

    /// Flags without those the compiler keeps for itself or that go without saying.
    static long written(Symbol symbol, long flags) {
        if (symbol instanceof MethodSymbol) {
            return (flags & Flags.DEFAULT) != 0 ? flags & ~Flags.ABSTRACT : flags;
        }
        long implied = (flags & Flags.INTERFACE) != 0 ? Flags.ABSTRACT : 0;
        if ((flags & Flags.ENUM) != 0) {
            implied |= Flags.SEALED;
        }
        return flags & ~(Flags.DEFAULT | implied);
    }

    /// The spelling of what declares `symbol`; null for packages and for types of the unnamed package.
    @Nullable
    String container(Symbol symbol) {
        return symbol instanceof Symbol.PackageSymbol || symbol.owner == null ? null : spell(symbol.owner);
    }
}
