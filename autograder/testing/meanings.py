"""What exceptions of Python and torch mean, in plain words: the same at home and in grading.

A sentence is true whatever code raised the exception; what is only likely says “perhaps”. None says how an
exercise is done.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..accidents import raised

Table = Mapping[str, str]
r"""Sentences by a regular expression for the beginning of the exception, as `KeyError: 'x'`; in a sentence,
`\1` is what the first group matched."""

OF_TENSORS = (
    "argmax|backward|detach|dim|double|dtype|exp|flatten|float|grad|int|item|layout|log|log_softmax|long|matmul|"
    "max|mean|min|multinomial|numel|numpy|requires_grad|reshape|shape|size|softmax|sqrt|squeeze|sum|T|tolist|"
    "transpose|unsqueeze|view|zero_"
)
"""Attributes that tensors have and Python's own values have not."""

NO_VALUE = (
    "Perhaps it is what a function gives back that only changes something, such as a list, or that has no "
    "`return`."
)
NO_GRADIENT = (
    "Perhaps it is a gradient that no backward pass has filled, or what a function gives back that only "
    "changes something, such as a list or a tensor, or that has no `return`."
)

SHAPES: Table = {
    r"RuntimeError: The size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\)": (
        r"Two tensors meet whose shapes do not fit: along one dimension the sizes are \1 and \2. "
        r"Print both shapes."
    ),
    r"ValueError: operands could not be broadcast together with shapes \((.*?)\) \((.*?)\)": (
        r"Two arrays meet whose shapes do not fit: (\1) and (\2)."
    ),
    r"RuntimeError: mat1 and mat2 shapes cannot be multiplied \(\d+x(\d+) and (\d+)x\d+\)": (
        r"A matrix product needs as many columns on its left as rows on its right: the numbers are \1 and \2."
    ),
    r"ValueError: matmul: .*\(size (\d+) is different from (\d+)\)": (
        r"A matrix product needs as many columns on its left as rows on its right: the numbers are \2 and \1."
    ),
    r"RuntimeError: size mismatch, got input \(\d+\), mat \(\d+x(\d+)\), vec \((\d+)\)": (
        r"A matrix meets a vector that is not as long as its rows: the lengths are \2 and \1."
    ),
    r"RuntimeError: inconsistent tensor size, expected tensor \[(\d+)\] and src \[(\d+)\]": (
        r"A dot product needs two vectors of one length: the lengths are \1 and \2."
    ),
    r"RuntimeError: 1D tensors expected, but got (\d+)D and (\d+)D tensors": (
        r"A dot product takes two vectors, which have one dimension each, and these tensors have \1 and \2."
    ),
    r"RuntimeError: vector \+ matrix @ vector expected, got \d+, (\d+), (\d+)": (
        r"A matrix has two dimensions and a vector one, and here these numbers are \1 and \2."
    ),
    r"RuntimeError: (?:self|mat\d) must be a matrix": (
        r"This product takes two matrices, and one of the tensors has not two dimensions. Print both shapes."
    ),
    r"RuntimeError: batch\d must be a 3D tensor": (
        r"This product takes a row of matrices on each side, so three dimensions. Print both shapes."
    ),
    r"RuntimeError: Expected size for first two dimensions of batch2 tensor to be": (
        r"In a row of matrix products, each needs as many columns on its left as rows on its right. "
        r"Print both shapes."
    ),
    r"RuntimeError: einsum\(\): subscript (\w) has size (\d+) .* previously seen size (\d+)": (
        r"The letter \1 stands for one size, and here it meets two: \3 and \2. Print both shapes."
    ),
    r"RuntimeError: einsum\(\): the number of subscripts in the equation \((\d+)\)\D+\((\d+)\)": (
        r"`einsum` needs a letter for each dimension of a tensor: the numbers are \1 and \2."
    ),
    r"RuntimeError: einsum\(\): (?:fewer|more) operands": (
        r"`einsum` needs as many tensors as its text names before the arrow."
    ),
    r"(?:RuntimeError|IndexError): (?:diag\(\): Supp|trace: |tri[lu]: |outer: |index_select\(\): Index)": (
        r"A tensor has more or fewer dimensions than this function takes. Print its shape."
    ),
    r"ValueError: Expected input batch_size \((\d+)\) to match target batch_size \((\d+)\)": (
        r"A loss needs a label for each row: the numbers are \1 and \2."
    ),
    r"(?:ValueError: For 1D input, 1D target must have size 1, but got target size: (\d+)|"
    r"RuntimeError: size mismatch \(got input: \[\d+\], target: \[(\d+)\]\))": (
        r"A loss takes a single row of outputs for one example, and there are \1\2 labels. Print the shapes."
    ),
    r"ValueError: Using a target size ": (
        r"This loss compares two tensors entry by entry, and they differ in shape. Print both shapes."
    ),
    r"RuntimeError: 0D or 1D target tensor expected": (
        r"A loss takes the labels in one dimension, one for each row, and these have more. Print their shape."
    ),
    r"RuntimeError: both arguments to (?:linear|matmul)[\w ]* need to be at least 1D": (
        r"A matrix product needs tensors with a dimension, and one of these is a single number."
    ),
    r"IndexError: shape mismatch: indexing tensors could not be broadcast": (
        r"The tensors in the square brackets go together entry by entry, and these differ in shape."
    ),
    r"RuntimeError: shape mismatch: value tensor of shape": (
        r"What is written into the tensor has another shape than the places that it is written to."
    ),
    r"RuntimeError: expand\(.*the number of sizes provided \((\d+)\) .* dimensions in the tensor \((\d+)\)": (
        r"A tensor with more dimensions does not fit into a place with fewer: they have \2 and \1."
    ),
    r"RuntimeError: The expanded size of the tensor \((\d+)\) must match the existing size \((\d+)\)": (
        r"A tensor of size \2 does not fit into a place of size \1. Print both shapes."
    ),
    r"RuntimeError: output with shape .* doesn't match the broadcast shape": (
        r"What is computed is larger than the tensor that should hold it: a change in place keeps the shape."
    ),
    r"(?:RuntimeError: shape '.*' is invalid for input|ValueError: cannot reshape array) of size (\d+)": (
        r"A new shape needs room for just as many entries as there are, and there are \1."
    ),
    r"RuntimeError: only one dimension can be inferred": (
        r"In a new shape, torch can find out one size by itself, and -1 stands for more than one."
    ),
    r"RuntimeError: view size is not compatible with input tensor's size and stride": (
        r"`view` reads the entries in the order in which they lie in memory, and here it is another one than "
        r"the tensor shows."
    ),
    r"(?:RuntimeError: .*Dimension size must be non-negative|.*negative dimension)": (
        r"A tensor is to be made, and one of its sizes is negative."
    ),
    r"IndexError: too many indices for tensor of dimension (\d+)": (
        r"There are more indices in the square brackets than the tensor has dimensions: it has \1. "
        r"Print its shape."
    ),
    r"ValueError: setting an array element with a sequence": (
        r"A place of an array takes one number, and gets several. Perhaps its rows differ in length."
    ),
    r"ValueError: expected sequence of length (\d+) at dim \d+ \(got (\d+)\)": (
        r"The rows of a tensor are of one length, and these have the lengths \1 and \2."
    ),
    r"RuntimeError: stack expects each tensor to be equal size": (
        r"Tensors are to be stacked that differ in shape. Print their shapes."
    ),
    r"(?:RuntimeError|ValueError): .*expect\w+ a non-empty (?:TensorList|list of Tensors)": (
        r"Tensors are to be put together, and there are none."
    ),
    r"TypeError: expected Tensor as element (\d+) in argument \d+, but got ([\w.]+)": (
        r"Tensors are to be put together, and the one with the index \1 is no tensor: its type is \2."
    ),
    r"RuntimeError: Tensors must have same number of dimensions: got (\d+) and (\d+)": (
        r"Tensors are to be put together that have \1 and \2 dimensions. Print their shapes."
    ),
    r"RuntimeError: Sizes of tensors must match except in dimension (\d+)\D+ (\d+) but got size (\d+)": (
        r"Tensors are to be put together along dimension \1, and along another one they differ: the sizes "
        r"are \2 and \3."
    ),
    r"RuntimeError: zero-dimensional tensor .* cannot be concatenated": (
        r"Tensors are to be put together along a dimension, and a single number has none."
    ),
    r"(?:RuntimeError|IndexError): \w+\(\): Expected reduction dim": (
        r"One entry of several is asked for, such as the largest, and there are none. Print the shape."
    ),
    r"IndexError: The shape of the mask": (
        r"A mask needs the shape of the tensor that it chooses from. Print both shapes."
    ),
    r"IndexError: Dimension out of range \(expected to be in range of \[(.+), (.+)\], but got (-?\d+)\)": (
        r"The tensor has no dimension \3: its dimensions are called \1 to \2. Print its shape."
    ),
    r"IndexError: Dimension specified as -?\d+ but tensor has no dimensions": (
        r"The tensor is a single number, and has no dimension to ask for."
    ),
    r"RuntimeError: Index tensor must have the same number of dimensions as": (
        r"The indices need as many dimensions as the tensor that they belong to. Print both shapes."
    ),
    r"AttributeError: attribute '(\w+)' of '.*TensorBase' objects is not writable": (
        r"`.\1` of a tensor says what the tensor is, and cannot be given a value."
    ),
    r"RuntimeError: upper bound and \w+ bound inconsistent with step sign": (
        r"Numbers are to run from one bound to another, and each step leads away from it."
    ),
    r"(?:ValueError: range\(\) arg 3 must not be zero|RuntimeError: step must be nonzero)": (
        r"Numbers are to run in steps from one bound to another, and a step is 0."
    ),
    r"(?:MemoryError|RuntimeError: .*can't allocate memory)": (
        r"Something is to be made that is too large for the memory of this machine. Print the sizes."
    ),
}

INDICES: Table = {
    r"\w+Error: index (-?\d+) is out of bounds for (?:dimension|axis) (\d+) with size (\d+)": (
        r"There is no index \1 here: dimension \2 has the size \3, and the first index is 0."
    ),
    r"IndexError: out of range: tried to access index (-?\d+) on a tensor of (\d+) elements": (
        r"There is no index \1 here: the number of entries is \2, and the first index is 0."
    ),
    r"IndexError: tuple index out of range": (
        r"The tuple is not that long: the first index is 0, the last one is the length minus 1. The shape of "
        r"a tensor is a tuple, too."
    ),
    r"IndexError: (list|string|range) (?:object |assignment )?index out of range": (
        r"The \1 is not that long: the first index is 0, the last one is the length minus 1."
    ),
    r"IndexError: index out of range in self": (
        r"An index is negative, or not below the number of rows: the first row has the index 0."
    ),
    r"IndexError: Target (-?\d+) is out of bounds": (
        r"The label \1 is negative, or not below the number of columns: the first column has the index 0."
    ),
    r"IndexError: (?:invalid index of|slice\(\) cannot be applied to) a 0-dim tensor": (
        r"The tensor has no dimension: it is a single number, and has no entries to choose from."
    ),
    r"\w+Error: (?:tensors used as indices must be|\w+\(\): Expected .* for index|.*argument #1 'indices')": (
        r"Indices are whole numbers, and a tensor that should hold indices holds others. Print its dtype."
    ),
    r"IndexError: only integers, slices .* are valid indices": (
        r"What stands in the square brackets cannot be an index of a tensor or an array. Print its type."
    ),
    r"TypeError: (list|tuple) indices must be integers or slices, not ([\w.]+)": (
        r"The index of a \1 is a whole number, and here it is of type \2."
    ),
    r"TypeError: string indices must be integers": (
        r"The index of a text is a whole number, and here it is something else. Perhaps this is text where "
        r"something else is meant."
    ),
    r"TypeError: slice indices must be integers": (
        r"A slice goes from one whole number to another, and here it gets something else."
    ),
    r"ValueError: step must be greater than zero": (
        r"A slice of a tensor goes forwards alone: its step is at least 1."
    ),
    r"TypeError: only integer tensors of a single element can be converted to an index": (
        r"One whole number is needed here, and there is a tensor with decimals or with several entries."
    ),
    r"KeyError: tensor\(": (
        r"A dictionary is asked for a tensor and finds none: to it, a tensor is not the number in it."
    ),
    r"(?:TypeError: unhashable type: 'slice'|KeyError: slice\()": (
        r"A slice is for what has an order, and a dictionary is asked for keys, one at a time."
    ),
    r"(?:IndexError|KeyError): \W?pop(?: from (?:an )?empty|item\(\))": (
        r"Something is to be taken out of where nothing is left."
    ),
    r"KeyError: (.+)": r"There is no key \1 where it is looked up. Print the keys that there are.",
    r"TypeError: (?:unhashable type: |cannot use )'([\w.]+)'": (
        r"A value of type \1 can change, so it can be no key of a dictionary and no member of a set."
    ),
}

DTYPES: Table = {
    r"RuntimeError: (?:expected scalar type )?(\w+) (?:but found|did not match) (\w+)": (
        r"Tensors of two dtypes meet, \1 and \2, which torch does not mix here (Float is float32, Double "
        r"float64, Int int32, Long int64). Print the dtype of each."
    ),
    r"RuntimeError: expected m1 and m2 to have the same dtype, but got: (.+) != (.+)": (
        r"A matrix product takes tensors of one dtype, and these are \1 and \2 (float is float32, double "
        r"float64, int int32, long int int64)."
    ),
    r"RuntimeError: mat1 and mat2 must have the same dtype, but got (\w+) and (\w+)": (
        r"A matrix product takes tensors of one dtype, and these are \1 and \2 (Float is float32, Int int32, "
        r"Long int64)."
    ),
    r"RuntimeError: dot : expected both vectors to have same dtype, but found (\w+) and (\w+)": (
        r"A dot product takes two vectors of one dtype, and these are \1 and \2 (Float is float32, "
        r"Long int64)."
    ),
    r"RuntimeError: add\w+ input tensors must have the same dtype": (
        r"A product takes tensors of one dtype, and these differ (Float is float32, Int int32, Long int64)."
    ),
    r"RuntimeError: expected target dtype to be Long or Byte, but got (\w+)": (
        r"The labels of a loss are indices, and their dtype is int64, which torch calls Long. Here it is \1."
    ),
    r"RuntimeError: Expected floating point type for target with class probabilities, got (\w+)": (
        r"Labels of the same shape as the outputs are taken for probabilities, which have decimals. These "
        r"are of dtype \1 (Int is int32, Long int64)."
    ),
    r"RuntimeError: result type (\w+) can't be cast to the desired output type (\w+)": (
        r"A tensor keeps its dtype where it is changed in place: it is \2, and what is computed is \1 (Float "
        r"is float32, Int int32, Long int64)."
    ),
    r"RuntimeError: mean\(\): could not infer output dtype": (
        r"torch takes no mean of whole numbers, since a mean need not be whole. Print the dtype."
    ),
    r"\w+: \"\w+\" not implemented for '(\w+)'": (
        r"torch cannot do this with the dtype \1 (Int is int32, Long int64, Half float16). Print the dtype."
    ),
    r"TypeError: new\(\): invalid data type|ValueError: too many dimensions 'str'": (
        r"torch needs numbers here, for a tensor or for an index, and gets something else, such as text."
    ),
    r"TypeError: not a sequence$": (
        r"A tensor is made of rows of one length, and in place of a row there is a single value."
    ),
    r"TypeError: can't assign an? ([\w.]+) to a torch\.": (
        r"Places of a tensor take numbers or other tensors, and are given a value of type \1."
    ),
    r"(?:OverflowError: .*(?:too (?:large|big)|cannot fit)|\w+: Overflow when unpacking)": (
        r"A whole number is too large for the place where it goes."
    ),
    r"RuntimeError: value cannot be converted to type (\w+) without overflow": (
        r"A number does not fit into a tensor of type \1: it is too large or too small, or it is inf or nan."
    ),
    r"(?:OverflowError|ValueError): cannot convert float (infinity|NaN) to integer": (
        r"A whole number is to be made of \1, which is none."
    ),
    r"OverflowError: (?:math range error|\(34, )": (
        r"What is computed is larger than the largest number with decimals that Python knows."
    ),
    r"ValueError: (?:math domain error|expected a (?:positive|nonnegative) input)": (
        r"A function of `math` gets a number for which it has no result, such as the logarithm of 0."
    ),
    r"RuntimeError: (?:where expected condition to be a boolean|masked_fill_? only supports boolean)": (
        r"A yes or no for each entry is needed here, so the dtype bool. Print the dtype."
    ),
    r"TypeError: ~ \(operator\.invert\) is only implemented on": (
        r"`~` turns yes into no, so it needs the dtype bool, and this tensor has another one."
    ),
    r"RuntimeError: bincount only supports 1-d non-negative integral inputs": (
        r"`bincount` counts whole numbers from 0 in one dimension, and this tensor holds something else. "
        r"Print its shape, its dtype, and its smallest entry."
    ),
    r"RuntimeError: Could not infer dtype of ([\w.]+)": (
        r"A tensor holds numbers, and here torch is to make one of values of type \1."
    ),
    r"RuntimeError: one_hot is only applicable to index tensor": (
        r"A one-hot encoding is made of indices, and their dtype is int64. Print the dtype."
    ),
    r"RuntimeError: Class values must be smaller than num_classes": (
        r"There is an index that is not below the number of classes: with n classes the last one is n - 1."
    ),
    r"RuntimeError: Class values must be non-negative": r"There is a negative number among the indices.",
    r"RuntimeError: multinomial only supports floating-point dtypes for (?:the )?input, got: (\w+)": (
        r"Probabilities have decimals, and what is drawn from are whole numbers (\1). Print the dtype."
    ),
    r"ValueError: probabilities do not sum to 1": (
        r"What is drawn from is no distribution: its numbers do not sum to 1."
    ),
    r"ValueError: (?:'a' and 'p' must have same size|The number of weights does not match the population)": (
        r"A draw needs a probability for each of the values that it chooses from."
    ),
    r"IndexError: Cannot choose from an empty sequence": (
        r"One of several values is to be drawn, and there are none."
    ),
    r"RuntimeError: all elements of input should be between 0 and 1": (
        r"This loss takes probabilities, and there is a number below 0 or above 1."
    ),
    r"RuntimeError: selected index k out of range": (
        r"More of the largest or smallest entries are asked for than there are."
    ),
    r"RuntimeError: probability tensor contains either": (
        r"What is drawn from is no distribution: there is a number in it that is negative, inf or nan."
    ),
    r"RuntimeError: invalid multinomial distribution": (
        r"What is drawn from is no distribution: it sums to zero."
    ),
    r"RuntimeError: cannot sample n_sample > prob_dist\.size\(-1\) samples without replacement": (
        r"More draws are asked for than there are entries, while no entry may be drawn twice."
    ),
    r"RuntimeError: prob_dist must be 1 or 2 dim": (
        r"Draws come from one row of probabilities or from a table of them. Print the shape."
    ),
}

CONVERSIONS: Table = {
    r"(?:ValueError: only one element tensors can be converted|RuntimeError: a Tensor with \d+ elements)": (
        r"A tensor becomes a plain number only where it has a single entry, and this one has not. "
        r"Print its shape."
    ),
    r"(?:ValueError: can only convert an array of size 1|TypeError: only .*arrays can be conv)": (
        r"An array becomes a plain number only where it has a single entry, and this one has not. "
        r"Print its shape."
    ),
    r"(?:RuntimeError: Boolean value of Tensor with|ValueError: The truth value of an array with)": (
        r"A condition needs one yes or no, and what stands here has not one entry but several, or none. "
        r"`in`, `max` and `sorted` need a yes or no, too."
    ),
    r"TypeError: expected np\.ndarray \(got ([\w.]+)\)": (
        r"`from_numpy` takes an array of NumPy, and gets a value of type \1."
    ),
    r"TypeError: can't convert np\.ndarray of type ([\w.]+)": (
        r"A tensor holds numbers, and here it is to be made of an array of type \1."
    ),
    r"TypeError: Concatenation operation is not implemented for NumPy": (
        r"An array of NumPy and a tensor of torch meet, and one of them has to become what the other is."
    ),
    r"TypeError: Cannot interpret '(.+?)' as a data type": (
        r"NumPy takes \1 for a dtype, and knows none of that name. Perhaps a shape needs brackets of its own."
    ),
    r"RuntimeError: Can't call numpy\(\) on Tensor that requires grad": (
        r"NumPy takes over no tensor whose gradient torch keeps account of."
    ),
    r"TypeError: len\(\) of a 0-d tensor": (
        r"A tensor without a dimension is a single number, and a number has no length."
    ),
    r"TypeError: iteration over a 0-d tensor": (
        r"A tensor without a dimension is a single number, and a loop finds nothing in it to go through."
    ),
    r"TypeError: object of type '([\w.]+)' has no len\(\)": (
        r"The length of a value of type \1 is asked for, and it has none."
    ),
    r"TypeError: '(int|float|bool)' object is not iterable": (
        r"Several values are needed to go through, and there is a single number (\1)."
    ),
    r"TypeError: '([\w.]+)' object is not (?:iterable|reversible|an iterator)": (
        r"Several values are needed to go through, and a value of type \1 does not give them in this way."
    ),
    r"TypeError: cannot unpack non-iterable (int|float|bool) object": (
        r"Several names are to be given a value each, and there is a single number (\1). Perhaps a loop goes "
        r"through a dictionary, which gives the keys alone."
    ),
    r"TypeError: cannot unpack non-iterable ([\w.]+) object": (
        r"Several names are to be given a value each, and there is one value, of type \1."
    ),
    r"TypeError: argument of type '([\w.]+)' is not (?:iterable|a container)": (
        r"`in` looks for something among several, and on its right there is a value of type \1."
    ),
    r"TypeError: '(int|float|bool)' object is not subscriptable": (
        r"Square brackets ask for an entry, and what stands before them is a single number (\1)."
    ),
    r"TypeError: '([\w.]+)' object is not subscriptable": (
        r"Square brackets ask for an entry, and from a value of type \1 none can be chosen in this way."
    ),
    r"TypeError: '([\w.]+)' object cannot be interpreted as an integer": (
        r"A whole number (an int) is needed here, and there is a value of type \1."
    ),
    r"ValueError: invalid literal for int\(\)": (
        r"`int` is to make a number of a text, and the text is no whole number."
    ),
    r"ValueError: could not convert string to float": (
        r"`float` is to make a number of a text, and the text is none."
    ),
    r"TypeError: (int|float)\(\) argument must be .*, not '([\w.]+)'": (
        r"`\1` makes a number of another number or of a text, and gets a value of type \2."
    ),
    r"TypeError: must be real number, not ([\w.]+)": (
        r"A plain number is needed here, and there is a value of type \1."
    ),
    r"TypeError: ord\(\) expected (?:a character, but |string of length 1, but )([\w ]+) found": (
        r"`ord` takes a single character, and gets this: \1."
    ),
    r"TypeError: unsupported format string passed to ([\w.]+)\.__format__": (
        r"The format after the colon, such as `.2f`, is none for a value of type \1."
    ),
    r"ValueError: Unknown format code '(\w)' for object of type '([\w.]+)'": (
        r"The format after the colon, with its `\1`, is none for a value of type \2."
    ),
}

GRADIENTS: Table = {
    r"RuntimeError: element 0 of tensors does not require grad": (
        r"A backward pass finds no way to go: torch has no notes on how this number came from a tensor that "
        r"requires its gradient. Perhaps the way is cut somewhere."
    ),
    r"RuntimeError: Trying to backward through the graph a second time": (
        r"A backward pass goes through notes that an earlier one has used up. Perhaps something is computed "
        r"once, before a loop, that each round needs anew."
    ),
    r"RuntimeError: a (?:leaf Variable|view of a leaf Variable) that requires grad": (
        r"A tensor that requires its gradient is changed in place while torch takes notes, which torch does "
        r"not allow."
    ),
    r"RuntimeError: one of the variables needed for gradient computation has been modified": (
        r"A tensor was changed in place after it was used, and the backward pass needs what it was before."
    ),
    r"RuntimeError: Output \d+ of \w+ is a view and is being modified in-?place": (
        r"A part of a tensor, such as a row in a loop, is changed in place while torch takes notes on the "
        r"whole, which torch does not allow."
    ),
    r"RuntimeError: .*[Dd]ifferentiated Tensor.* appears? to not have been used in the graph": (
        r"A gradient is asked for with respect to a tensor that the number was not computed from."
    ),
    r"TypeError: assigned grad expected to be a Tensor or None but got grad of type '?([\w.]+)": (
        r"`.grad` holds a tensor or None, and is given a value of type \1."
    ),
    r"RuntimeError: attempting to assign a gradient of size '\[(.*?)\]' to a tensor of size '\[(.*?)\]'": (
        r"A gradient has the shape of its tensor: the shapes are [\1] and [\2]."
    ),
    r"\w+Error: (?:params argument given to the optimizer|optimizer (?:can only|got an empty))": (
        r"An optimiser takes a list of tensors, and gets something else, such as a single tensor, or an "
        r"empty list."
    ),
    r"RuntimeError: One of the differentiated Tensors does not require grad": (
        r"A gradient is asked for with respect to a tensor that does not require one."
    ),
    r"TypeError: Variable data has to be a tensor, but got ([\w.]+)": (
        r"`.data` holds a tensor, and is given a value of type \1."
    ),
    r"ValueError: can't optimize a non-leaf Tensor": (
        r"An optimiser changes tensors that were made, and this one was computed from others."
    ),
    r"RuntimeError: grad can be implicitly created only for scalar outputs": (
        r"A backward pass starts from one number, and this tensor has several. Print its shape."
    ),
    r"RuntimeError: [Oo]nly Tensors of floating point": (
        r"Only a tensor of numbers with decimals can have a gradient, and this one holds others. "
        r"Print its dtype."
    ),
    r"RuntimeError: you can only change requires_grad flags of leaf variables": (
        r"This tensor was computed from another one that requires its gradient, so its own flag is "
        r"fixed."
    ),
}

WITHOUT_A_VALUE: Table = {
    r"AttributeError: 'NoneType' object has no attribute '(append|extend|index|items|keys|sort|split)'": (
        r"What stands to the left of `.\1` is None. " + NO_VALUE
    ),
    r"AttributeError: 'NoneType' object has no attribute '(\w+)'": (
        r"What stands to the left of `.\1` is None. " + NO_GRADIENT
    ),
    r"TypeError: unsupported operand type\(s\) for (\S+).*: (?:'NoneType' and|.+ and 'NoneType')": (
        r"One side of `\1` is None. " + NO_GRADIENT
    ),
    r"TypeError: '(.+)' not supported between instances of (?:'NoneType'|'.+' and 'NoneType')": (
        r"One side of `\1` is None. " + NO_VALUE
    ),
    r"TypeError: 'NoneType' object (?:is not subscriptable|does not support item assignment)": (
        r"There is None where a value is needed: before the square brackets. " + NO_GRADIENT
    ),
    r"TypeError: 'NoneType' object is not callable": (
        r"Round brackets call a function, and what stands before them is None."
    ),
    r"TypeError: (\w+)\(\): argument 'dim' must be int, not NoneType": (
        r"torch's `\1` gets None for its parameter `dim`. Perhaps a function of NumPy is called with a "
        r"tensor."
    ),
    r"TypeError: (\w+)\(\): argument '(\w+)' .*must be .+?, not NoneType": (
        r"torch's `\1` gets None for its parameter `\2`. " + NO_VALUE
    ),
    r"(?:(?:TypeError|RuntimeError): (?!\w+\(\) received).*\bNoneType\b|ValueError: x, y, .* be None)": (
        r"There is None where a value is needed. " + NO_VALUE
    ),
}

VALUES_AND_INDICES: Table = {
    r"\w+Error: .*torch\.return_types\.(max|min|sort|topk|median|mode|kthvalue|cummax|cummin)\b": (
        r"Along a dimension, `\1` gives two tensors in one: the values, and the indices where they stand. "
        r"Here both together are used like a single tensor."
    ),
}

CALLS: Table = {
    r"TypeError: unsupported operand type\(s\) for (\S+).*: .*(?:method|function)'": (
        r"One side of `\1` is a function, not what it gives back. Perhaps the brackets of its call are "
        r"missing."
    ),
    r"TypeError: bad operand type for unary (.+): '\w*(?:method|function)'": (
        r"What follows `\1` is a function, not what it gives back. Perhaps the brackets of its call are "
        r"missing."
    ),
    r"TypeError: '(.+)' not supported between instances of .*'\w*(?:method|function)'": (
        r"One side of `\1` is a function, not what it gives back. Perhaps the brackets of its call are "
        r"missing."
    ),
    r"TypeError: 'type' object does not support the context manager protocol": (
        r"What follows `with` is a class, not what it makes when it is called. Perhaps the brackets of its "
        r"call are missing."
    ),
    r"(?:TypeError: (?:'type' object is|type '\w+' is|object of type 'type')|AttributeError: type object)": (
        r"A class is used like a value that it makes when it is called. Perhaps the brackets of its call are "
        r"missing, or are square, or what stands after the dot is misspelled."
    ),
    r"TypeError: .*(?:of type|not|non-iterable) '?\w*(?:method|function)\b": (
        r"A function is used like a value, not what it gives back. Perhaps the brackets of its call are "
        r"missing."
    ),
    r"(?:TypeError|AttributeError): '\w*(?:method|function)' object": (
        r"A function is used like a value, not what it gives back. Perhaps the brackets of its call are "
        r"missing, or are square."
    ),
    r"TypeError: '(int|float|bool)' object is not callable": (
        r"Round brackets call a function, and what stands before them is a single number (\1). Perhaps a `*` "
        r"is missing, or a variable has the name of a function."
    ),
    r"\w+Error: (?:'Text' object is not callable|'Axes' .* attribute '[xy](?:label|lim|ticks|scale)')": (
        r"`plt` has a function of this name. That of axes has another name, which begins with `set_`."
    ),
    r"TypeError: 'torch\.dtype' object is not callable": (
        r"Round brackets call a function, and what stands before them is a dtype: it says what numbers a "
        r"tensor holds, and makes none."
    ),
    r"TypeError: '([\w.]+)' object is not callable": (
        r"Round brackets call a function, and what stands before them is of type \1. Perhaps square brackets "
        r"are meant, or none, or a variable has the name of a function."
    ),
    r"TypeError: ([\w.<>]+)\(\) missing \d+ required (?:positional|keyword-only) arguments?: (.+)": (
        r"The function \1 is called with too few arguments: there is none for \2."
    ),
    r"TypeError: ([\w.<>]+)\(\) takes (.+?) (?:positional )?arguments?\D+(\d+)": (
        r"The number of arguments does not fit: \1 takes \2, and gets \3."
    ),
    r"TypeError: (\w+) expected (.+) arguments?, got (\d+)": (
        r"The number of arguments does not fit: \1 takes \2, and gets \3."
    ),
    r"TypeError: (\w+)\(\) got an unexpected keyword argument '(axis|keepdims)'": (
        r"\1 has no parameter \2 here. Perhaps a function of NumPy is called with a tensor, or torch's name "
        r"for the parameter is `dim` or `keepdim`."
    ),
    r"TypeError: '(\w+)' is an invalid keyword argument for (\w+)": (
        r"The function \2 has no parameter with the name \1."
    ),
    r"\w+Error: ([\w.<>]+?)(?:\(\))? got an unexpected keyword argument '(\w+)'": (
        r"The function \1 has no parameter with the name \2."
    ),
    r"TypeError: ([\w.<>]+)\(\) got multiple values for argument '(\w+)'": (
        r"The parameter \2 of \1 gets two values, one by its place and one by its name."
    ),
    r"TypeError: (\w+)\(\) received an invalid combination of arguments": (
        r"torch's `\1` does not take arguments of these types, in this number and order."
    ),
    r"TypeError: (\w+)\(\): argument '(\w+)' .*(?:but got |element of type )(float|list|tuple)\b": (
        r"torch's `\1` takes whole numbers for its `\2`, and one of them is of type \3."
    ),
    r"TypeError: (\w+)\(\): argument '(\w+)' failed to unpack the object at pos (\d+)": (
        r"torch's `\1` takes number \3 of its arguments for a part of its `\2`, and it is of another type. "
        r"Perhaps it has to be passed by its name."
    ),
    r"TypeError: (\w+)\(\): argument '(\w+)' .*must be (.+?), not ([\w.]+)": (
        r"torch's `\1` wants \3 for its parameter `\2`, and gets a value of type \4."
    ),
    r"TypeError: descriptor '(\w+)' for '([\w.]+)' objects doesn't apply to a '([\w.]+)' object": (
        r"`\1` belongs to values of type \2, and is called with one of type \3. Perhaps such a value has to "
        r"be made first."
    ),
    r"TypeError: ([\w.]+)\(\) takes no arguments": (
        r"The class \1 takes no arguments. Perhaps its `__init__` is missing or misspelled."
    ),
    r"NotImplementedError: Module \[(\w+)\] is missing the required \"forward\"": (
        r"The module \1 is called, and has no function `forward`. Perhaps it is misspelled, or stands too "
        r"far to the left or to the right."
    ),
    r"TypeError: ([\w.]+) is not a Module subclass": (
        r"A module is made of other modules, one after the other, and here one of them is \1."
    ),
    r"TypeError: isinstance\(\) arg 2 must be": (
        r"`isinstance` asks whether a value is of a type, and its second argument is none."
    ),
    r"TypeError: exceptions must derive from BaseException": (
        r"`raise` takes an exception, and gets something else."
    ),
    r"\w+Error: manual_seed expected a long, but got ([\w.]+)": (
        r"A seed is a whole number, and here it is of type \1."
    ),
    r"RuntimeError: Expected one of cpu, .* device type at start of device string: (\S+)": (
        r"A text here names a device, such as `cpu`, and there is no device `\1`. Perhaps a dtype is meant."
    ),
    r"\w+Error: (?:Torch not compiled with CUDA|Found no NVIDIA|No CUDA GPUs|The NVIDIA driver)": (
        r"There is no graphics card here that torch can use (`cuda`)."
    ),
    r"RuntimeError: Expected all tensors to be on the same device": (
        r"Tensors meet that lie on different devices, such as `cpu` and `cuda`."
    ),
}

FIGURES: Table = {
    r"ValueError: x and y must (?:have same first dimension|be the same size)": (
        r"Each point has a place from left to right and one from below upwards, and here one list of places "
        r"is longer than the other. Print both lengths."
    ),
    r"TypeError: Invalid shape \((.*?)\) for image data": (
        r"An image is drawn from a table with rows and columns, and here the shape is (\1)."
    ),
    r"TypeError: Image data of dtype": r"An image is drawn from numbers, and gets something else.",
    r"ValueError: '(.+?)' is not a valid (?:value for|format string)": (
        r"Matplotlib does not know `\1` here. Perhaps it is misspelled."
    ),
    r"ValueError: The number of FixedLocator locations \((\d+)\).*labels \((\d+)\)": (
        r"Each tick of an axis needs a label: there are \1 ticks and \2 labels."
    ),
}

VALUES: Table = {
    r"TypeError: can only concatenate (str|list|tuple) \(not \"?([\w.]+?)\"?\) to": (
        r"`+` joins a value of type \1 only with another one, and on its right there is one of type \2."
    ),
    r"TypeError: sequence item \d+: expected str instance, ([\w.]+) found": (
        r"`join` puts texts together, and one of its parts is of type \1."
    ),
    r"TypeError: can only join an iterable": (
        r"`join` puts several texts together, and gets a value that has none to go through, such as a number "
        r"or None."
    ),
    r"TypeError: can't multiply sequence by non-int of type '([\w.]+)'": (
        r"`*` repeats a text, a list or a tuple a whole number of times, and here it meets a value of type "
        r"\1."
    ),
    r"TypeError: 'in <string>' requires string as left operand, not ([\w.]+)": (
        r"`in` looks for a text in a text, and on its left there is a value of type \1."
    ),
    r"TypeError: bad operand type for (?:unary )?(\S+): '([\w.]+)'": (r"`\1` does not work on the type \2."),
    r"TypeError: unsupported operand type\(s\) for (\S+).*: '([\w.]+)' and '([\w.]+)'": (
        r"`\1` does not work on the types \2 and \3 together."
    ),
    r"TypeError: '(.+)' not supported between instances of '([\w.]+)' and '([\w.]+)'": (
        r"`\1` does not compare the types \2 and \3."
    ),
    r"TypeError: '([\w.]+)' object does not support item assignment": (
        r"The entries of a value of type \1 cannot be changed."
    ),
    r"AttributeError: partially initialized module '([\w.]+)' has no attribute": (
        r"The module \1 is used while it is still being read. Perhaps two modules import each other, or a "
        r"file of yours has the name of a module that it imports."
    ),
    r"AttributeError: cannot assign (\w+) before Module\.__init__\(\) call": (
        r"A module gets its first \1 before `nn.Module` has prepared a place for them."
    ),
    r"AttributeError: module '([\w.]+)' has no attribute '(\w+)'": (
        r"The module \1 has nothing with the name `\2`. Perhaps it is misspelled."
    ),
    r"AttributeError: '(int|float|bool|str|list|tuple|dict|numpy\.ndarray)' object has no attribute '("
    + OF_TENSORS
    + r")'": (r"`.\2` is for tensors, and here it meets a value of type \1."),
    r"AttributeError: '([\w.]+)' object has no attribute '(\w+)'": (
        r"What stands to the left of `.\2` is of type \1, which has nothing with that name."
    ),
    r"ValueError: not enough values to unpack \(expected (?:at least )?(\d+), got (\d+)\)": (
        r"Each name needs a value: the number of names is \1, that of values \2. A loop over a dictionary "
        r"gives its keys, and one over a text its characters."
    ),
    r"ValueError: too many values to unpack \(expected (\d+)": (
        r"There are more values than names to give them to: the number of names is \1."
    ),
    r"TypeError: cannot convert dictionary update sequence": (
        r"`dict` makes a dictionary of pairs, and here one of its parts is no pair."
    ),
    r"ValueError: dictionary update sequence element #\d+ has length (\d+); 2 is required": (
        r"`dict` makes a dictionary of pairs, and here it gets parts of length \1."
    ),
    r"(?:RuntimeError: )?ZeroDivisionError\b": r"Something is divided by zero.",
    r"ValueError: zip\(\) argument \d+ is (?:shorter|longer) than": (
        r"What `zip` goes through side by side differs in length."
    ),
    r"ValueError: (?:max|min)\(\) (?:arg|iterable argument) is (?:an )?empty": (
        r"The largest or the smallest of several values is asked for, and there are none."
    ),
    r"ValueError: (?:.+ is not|.*\bx not) in list": (
        r"A list is asked where a value stands that is not in it."
    ),
    r"\w+Error: (?:not (?:enough arguments for|all arguments converted during)|Replacement index)": (
        r"A text has another number of places to fill than there are values for them."
    ),
    r"ValueError: substring not found": r"A text is asked where something stands that is not in it.",
    r"RuntimeError: (?:dictionary|Set) changed size during iteration": (
        r"A loop goes through a dictionary or a set that grows or shrinks meanwhile."
    ),
    r"IndexError: pop index out of range": (
        r"The list is not that long: the first index is 0, the last one is the length minus 1."
    ),
    r"(?:RuntimeError: generator raised )?StopIteration\b": (
        r"`next` asks for one more value, and there is no more."
    ),
    r"AssertionError\b": r"An `assert` in the code does not hold.",
    r"RecursionError: ": (
        r"A function calls itself, or several call each other, deeper than Python allows. Perhaps another "
        r"function of the same name is meant, they never stop, or there is too much to do in this way."
    ),
}

NAMES: Table = {
    r"(?:UnboundLocalError: (?:cannot access )?local|NameError: cannot access free) variable '(\w+)'": (
        r"`\1` is used in this function before it has a value. Perhaps it gets one only further down, or in "
        r"an `if` or a loop whose lines have not run."
    ),
    r"NameError: name '(true|false|none|null)' is not defined": (
        r"Python knows no `\1`. It writes True, False and None, each with a capital letter."
    ),
    r"NameError: name '(\w+)' is not defined": (
        r"Python knows no `\1` here. Perhaps it is misspelled, its import is missing, or it is a variable of "
        r"another function or of a notebook."
    ),
    r"ModuleNotFoundError: No module named '([\w.]+)'": (
        r"There is no module \1. Perhaps it is misspelled, or not installed."
    ),
    r"ImportError: cannot import name '(\w+)' from '([\w.]+)'": (
        r"The module \2 has nothing with the name `\1`. Perhaps it is misspelled."
    ),
    r"ImportError: attempted relative import": (
        r"A dot before the name of a module looks for it in a package, and this folder is none."
    ),
    r"FileNotFoundError: ": r"There is no such file where the code looks for it.",
    r"(?:PermissionError: |RuntimeError: can't start new thread)": (
        r"The code asks for something that is not allowed here. Perhaps that is another process or thread, "
        r"the network, or a file elsewhere."
    ),
    r"IsADirectoryError: ": r"There is a folder where a file is looked for.",
    r"ValueError: I/O operation on closed file": (
        r"A file is used that is closed already. Perhaps a line stands too far to the left, outside of its "
        r"`with`."
    ),
    r"UnsupportedOperation: not (?:read|writ)able": (
        r"A file was opened in another way than it is used: to read from it, or to write to it."
    ),
}

SYNTAX: Table = {
    r"IndentationError: expected an indented block after (.+)": (
        r"The lines that belong to the \1 must stand further to the right than it, and there are none."
    ),
    r"IndentationError: unexpected indent": (
        r"This line stands further to the right than the one above, and begins no block."
    ),
    r"IndentationError: unindent does not match": (
        r"This line stands further to the left than the one above, but in line with no other block."
    ),
    r"TabError: ": (
        r"Tabs and spaces are mixed at the beginning of lines: they look alike, and Python tells them apart."
    ),
    r"SyntaxError: '(.)' was never closed": r"The bracket `\1` has no partner that closes it.",
    r"SyntaxError: unmatched '(.)'": r"The bracket `\1` closes none that is open.",
    r"SyntaxError: closing parenthesis '(.)' does not match opening parenthesis '(.)'": (
        r"The bracket `\1` does not close the open one, which is `\2`."
    ),
    r"SyntaxError: unterminated ": r"A text begins with a quotation mark, and the one at its end is missing.",
    r"SyntaxError: \(unicode error\)": (
        r"A `\\` in a text begins a special character, and what follows it makes none. Perhaps the text is a "
        r"path of Windows."
    ),
    r"SyntaxError: unexpected character after line continuation character": (
        r"A `\\` outside of a text ends its line, and here something follows it."
    ),
    r"SyntaxError: expected '\('": r"Round brackets are missing after the name of a function.",
    r"SyntaxError: expected ':'": r"A colon is missing at the end of an `if`, a `for` or a `def`.",
    r"SyntaxError: Missing parentheses in call to '(\w+)'": (
        r"`\1` is a function, and what it is called with stands in round brackets."
    ),
    r"SyntaxError: (?:cannot assign to (.+?)(?: here\.|$)|'(.+)' is an illegal expression for augmented)": (
        r"On the left of `=` stands a name, or a place in a list or a tensor. Here it is something else. "
        r"Perhaps the sides are swapped, or a comparison is meant."
    ),
    r"SyntaxError: (?:non-default argument follows default|parameter without a default follows)": (
        r"Parameters that have a value of their own come last, and here another one follows them."
    ),
    r"SyntaxError: positional argument follows keyword argument": (
        r"Arguments that are passed by their name come last, and here another one follows them."
    ),
    r"SyntaxError: expression cannot contain assignment": (
        r"In the brackets of a call, a single name stands on the left of `=`, and here it is something else. "
        r"Perhaps a comparison is meant."
    ),
    r"SyntaxError: (?:':' expected after|expression expected after) dictionary key": (
        r"In a dictionary, each key is followed by a colon and a value, and here one of them is missing."
    ),
    r"SyntaxError: multiple exception types must be parenthesized": (
        r"Several exceptions after an `except` stand in round brackets."
    ),
    r"SyntaxError: leading zeros in decimal": (
        r"A whole number begins with a zero, which Python does not read."
    ),
    r"SyntaxError: name '(\w+)' is (?:used prior to|assigned to before) global": (
        r"`\1` is used in this function above the line that makes it global."
    ),
    r"SyntaxError: name '(\w+)' is parameter and global": (
        r"`\1` is a parameter of this function, and cannot be global as well."
    ),
    r"SyntaxError: (?:no binding for nonlocal|nonlocal declaration not)": (
        r"`nonlocal` names a variable of a function around this one, and there is none."
    ),
    r"SyntaxError: from __future__ imports must": (
        r"A line with `from __future__ import` stands above all other code of its file."
    ),
    r"SyntaxError: keyword argument repeated: (\w+)": r"The parameter \1 gets a value twice.",
    r"SyntaxError: duplicate (?:argument|parameter) '(\w+)'": r"Two parameters have the name \1.",
    r"SyntaxError: expected 'else' after 'if' expression": (
        r"A value with an `if` in it needs an `else`, which says what it is otherwise."
    ),
    r"SyntaxError: expected 'except' or 'finally' block": (
        r"A `try` needs an `except` or a `finally` below it, and there is none."
    ),
    r"SyntaxError: invalid decimal literal": (
        r"A number runs into a letter. Perhaps a name begins with a digit, or an operator is missing."
    ),
    r"SyntaxError: f-string: ": (
        r"A text with an `f` before it holds code in curly brackets, and Python cannot read it. Perhaps a "
        r"bracket is missing, or there is nothing between two."
    ),
    r"SyntaxError: (?:'await' outside async function|asynchronous comprehension outside)": (
        r"`await` belongs in a function that begins with `async def`."
    ),
    r"SyntaxError: '(return|yield|await)' outside": (
        r"`\1` stands outside of every function. Perhaps it stands too far to the left."
    ),
    r"SyntaxError: '(break|continue)' (?:outside|not properly in) ": (
        r"`\1` stands outside of every loop. Perhaps it stands too far to the left."
    ),
    r"SyntaxError: invalid syntax\. Maybe you meant '=='": (
        r"One `=` gives a value to a name, and that is not possible here. Perhaps a comparison is meant."
    ),
    r"SyntaxError: invalid syntax\. Perhaps you forgot a comma": (
        r"Two things stand side by side with nothing between them. Perhaps a comma or an operator is missing."
    ),
    r"SyntaxError: invalid (?:character|non-printable character) ": (
        r"There is a character that no Python code has outside of a text. Perhaps it was copied from a page."
    ),
    r"SyntaxError: invalid syntax$": (
        r"Python cannot read this line. Perhaps something is missing in it, or at the end of the line above."
    ),
}

TABLES = (
    *(VALUES_AND_INDICES, WITHOUT_A_VALUE, CALLS),
    *(SHAPES, INDICES, DTYPES, CONVERSIONS, GRADIENTS, FIGURES, VALUES, NAMES, SYNTAX),
)
MEANINGS = [(re.compile(pattern), sentence) for table in TABLES for pattern, sentence in table.items()]
"""In the order in which they are tried: where several match, the first is the most exact."""


def meaning_of(exception: str) -> str | None:
    """What an exception means, in plain words; None if it is not known.

    Args:
        exception: its type and its text in one line, as `KeyError: 'x'`.
    """
    found = ((pattern.match(exception), sentence) for pattern, sentence in MEANINGS)
    return next((match.expand(sentence) for match, sentence in found if match is not None), None)


OF_A_NOTEBOOK = re.compile(r"%%?[a-z]|!\s*[a-z]", re.IGNORECASE)
"""The beginning of a line that a notebook understands, and Python does not."""


def of_a_line(kind: str, source: str) -> str | None:
    """What is wrong with a line that Python cannot read, where the line itself says it.

    Args:
        kind: the name of the exception's type.
        source: the line.
    """
    if kind == "SyntaxError" and OF_A_NOTEBOOK.match(source.strip()):
        return "A line that begins with `%` or `!` is for a notebook: in a module, Python cannot read it."
    return None


def told(kind: str, text: str, cause: str | None = None) -> str:
    """An exception for whoever wrote the code: what it means, then its own words.

    Args:
        kind: the name of its type.
        text: what it says, in one line.
        cause: a sentence that takes the place of the meaning.
    """
    own_words = raised(kind, text)
    meaning = cause or meaning_of(own_words)
    return f"{meaning} Python says: {own_words}" if meaning else own_words
