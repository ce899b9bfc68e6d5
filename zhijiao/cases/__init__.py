"""案例上报: cases that a school writes, hands up step by step, and finds again in 典型案例 once one is selected."""
