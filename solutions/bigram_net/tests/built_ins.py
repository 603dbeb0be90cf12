"""The operations of torch that `softmax` and `nll` are to be built without."""

SOFTMAX_AND_LOSSES = frozenset(
    {
        "aten::softmax",
        "aten::_softmax",
        "aten::_safe_softmax",
        "aten::_masked_softmax",
        "aten::special_softmax",
        "aten::log_softmax",
        "aten::_log_softmax",
        "aten::special_log_softmax",
        "aten::cross_entropy_loss",
        "aten::binary_cross_entropy",
        "aten::binary_cross_entropy_with_logits",
        "aten::nll_loss",
        "aten::nll_loss_nd",
        "aten::nll_loss_forward",
        "aten::nll_loss2d",
        "aten::nll_loss2d_forward",
    }
)
"""By their names at dispatch; which of these is seen depends on what torch takes apart before."""
