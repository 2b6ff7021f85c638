package dev.refactory.graph.scip;

import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.graph.scip.ScipSymbol.Suffix;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// SCIP's kinds of symbols, by number, and ours. SCIP has more kinds than this graph, but none for
/// records, record components and annotation types.
final class ScipKind {
    private static final int CLASS = 7;
    private static final int CONSTRUCTOR = 9;
    private static final int ENUM = 11;
    private static final int ENUM_MEMBER = 12;
    private static final int FIELD = 15;
    private static final int INTERFACE = 21;
    private static final int METHOD = 26;
    private static final int MODULE = 29;
    private static final int PACKAGE = 35;
    private static final int PARAMETER = 37;
    private static final int TYPE_PARAMETER = 58;
    private static final int VARIABLE = 61;
    private static final int ABSTRACT_METHOD = 66;
    private static final int STATIC_FIELD = 79;
    private static final int STATIC_METHOD = 80;

    /// The first of these words, before any bracket.
    private static final Pattern TYPE_KEYWORD =
            Pattern.compile("^[^(<{]*?(?<![\\w@])(@interface|interface|trait|protocol|enum|record|class|struct) ");

    private ScipKind() {}

    static int of(SymbolInfo symbol) {
        return switch (symbol.kind()) {
            case PACKAGE -> PACKAGE;
            case CLASS, RECORD -> CLASS;
            case INTERFACE, ANNOTATION -> INTERFACE;
            case ENUM -> ENUM;
            case METHOD -> symbol.has("static") ? STATIC_METHOD : symbol.has("abstract") ? ABSTRACT_METHOD : METHOD;
            case CONSTRUCTOR -> CONSTRUCTOR;
            case FIELD -> symbol.has("static") ? STATIC_FIELD : FIELD;
            case RECORD_COMPONENT -> FIELD;
            case ENUM_CONSTANT -> ENUM_MEMBER;
            case TYPE_PARAMETER -> TYPE_PARAMETER;
            case PARAMETER -> PARAMETER;
            case LOCAL -> VARIABLE;
            case UNRESOLVED -> 0;
            case MODULE -> MODULE;
        };
    }

    /// What SCIP cannot say, or an older indexer does not, stands in the header of a type.
    ///
    /// @param suffix of the symbol's last descriptor, which decides where the kind says nothing
    ///     that is known here
    /// @param signature the declaration's header; may be empty
    static SymbolKind of(int kind, Suffix suffix, String signature) {
        SymbolKind found = of(kind, suffix);
        if (found != SymbolKind.INTERFACE && found != SymbolKind.CLASS || signature.length() > ScipLimits.SIGNATURE) {
            return found;
        }
        Matcher keyword = TYPE_KEYWORD.matcher(signature);
        if (!keyword.find()) {
            return found;
        }
        return switch (keyword.group(1)) {
            case "@interface" -> SymbolKind.ANNOTATION;
            case "interface", "trait", "protocol" -> SymbolKind.INTERFACE;
            case "enum" -> SymbolKind.ENUM;
            case "record" -> SymbolKind.RECORD;
            default -> found;
        };
    }

    private static SymbolKind of(int kind, Suffix suffix) {
        return switch (kind) {
            // Class, Contract, Delegate, Error, Extension, Message, Mixin, Object, SingletonClass, Struct, Type,
            // TypeAlias, Union, AssociatedType
            case CLASS, 62, 73, 63, 84, 28, 85, 33, 75, 49, 54, 55, 59, 3 -> SymbolKind.CLASS;
            // Interface, Concept, Protocol, Trait, TypeClass
            case INTERFACE, 86, 42, 53, 56 -> SymbolKind.INTERFACE;
            case ENUM -> SymbolKind.ENUM;
            // Package, File, Library, Module, Namespace, PackageObject
            case PACKAGE, 16, 64, MODULE, 30, 36 -> SymbolKind.PACKAGE;
            // Method, AbstractMethod, StaticMethod, Accessor, Function, Getter, Macro, MethodAlias,
            // MethodSpecification, Operator, ProtocolMethod, PureVirtualMethod, Setter, SingletonMethod, Subscript,
            // TraitMethod, TypeClassMethod
            case METHOD, ABSTRACT_METHOD, STATIC_METHOD, 72, 17, 18, 25, 74, 67, 34, 68, 69, 45, 76, 47, 70, 71 ->
                SymbolKind.METHOD;
            case CONSTRUCTOR -> SymbolKind.CONSTRUCTOR;
            case ENUM_MEMBER -> SymbolKind.ENUM_CONSTANT;
            // Field, StaticField, Constant, Event, Key, Property, StaticDataMember, StaticEvent, StaticProperty,
            // StaticVariable, Value, Variable
            case FIELD, STATIC_FIELD, 8, 13, 22, 41, 77, 78, 81, 82, 60, VARIABLE -> SymbolKind.FIELD;
            // Parameter, MethodReceiver, ParameterLabel, SelfParameter, ThisParameter
            case PARAMETER, 27, 38, 44, 52 -> SymbolKind.PARAMETER;
            case TYPE_PARAMETER -> SymbolKind.TYPE_PARAMETER;
            default -> of(suffix);
        };
    }

    static SymbolKind of(Suffix suffix) {
        return switch (suffix) {
            case NAMESPACE -> SymbolKind.PACKAGE;
            case TYPE -> SymbolKind.CLASS;
            case TERM, META -> SymbolKind.FIELD;
            case METHOD, MACRO -> SymbolKind.METHOD;
            case TYPE_PARAMETER -> SymbolKind.TYPE_PARAMETER;
            case PARAMETER -> SymbolKind.PARAMETER;
        };
    }

    /// Of a symbol that means something only within its document.
    static SymbolKind ofLocal(int kind) {
        return switch (kind) {
            case PARAMETER, 27, 38, 44, 52 -> SymbolKind.PARAMETER;
            case TYPE_PARAMETER -> SymbolKind.TYPE_PARAMETER;
            default -> SymbolKind.LOCAL;
        };
    }

    /// What the kind says of Java's modifiers.
    static Set<String> modifiers(int kind) {
        return switch (kind) {
            case STATIC_METHOD, STATIC_FIELD -> Set.of("static");
            case ABSTRACT_METHOD -> Set.of("abstract");
            default -> Set.of();
        };
    }
}
